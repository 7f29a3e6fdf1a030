import JOSE
import OpenSSL
import SelectiveDisclosure
import Trust

/// Checks the presentations of one package against request, consent and registration.
struct PresentationVerifier {
    /// How far a key binding may lie from the registration, in seconds, either way.
    static let window: Int64 = 300

    let request: PresentationRequest
    let consent: Consent
    let registration: Registration
    let directory: Directory
    let trust: TrustStore
    let time: UnixTime

    func verify(_ texts: [String: String]) throws(Refusal) -> [String: Attestation] {
        guard Set(texts.keys) == Set(consent.presentations.keys) else {
            throw Refusal(
                .consentMismatch, "expected a presentation for exactly the granted queries")
        }
        var verified: [String: Attestation] = [:]
        for (id, text) in texts.sorted(by: { $0.key < $1.key }) {
            verified[id] = try verify(text, query: id)
        }
        guard Set(verified.values.map(\.subject)).count == 1,
            verified.values.allSatisfy({ $0.holderKey == consent.holderKey })
        else {
            throw Refusal(
                .holdersMixed, "expected attestations about one person, who signed the consent")
        }
        return verified
    }

    private func verify(_ text: String, query id: String) throws(Refusal) -> Attestation {
        guard let query = request.query[id],
            consent.presentations[id] == DocumentHash(ofCharacters: text)
        else {
            throw Refusal(.consentMismatch, "expected the presentations that the consent names")
        }
        let attestation = try Attestation.verify(
            text, as: .presented, directory: directory, trust: trust, at: time)
        guard attestation.credentialType == query.type else {
            throw Refusal(
                .presentationMismatch, "expected an attestation of the kind that is asked")
        }
        try query.accepts(authoritiesOf: attestation)
        guard attestation.claimNames == Set((consent.claims[id] ?? []).map(\.name)) else {
            throw Refusal(
                .consentMismatch, "expected exactly the claims that the consent names")
        }
        if attestation.claimNames.contains("burgerservicenummer"), !request.recipient.hasBSNRight {
            throw Refusal(.bsnNotAllowed, "expected a recipient with the right to the BSN")
        }
        try checkBinding(of: attestation, query: id)
        return attestation
    }

    private func checkBinding(of attestation: Attestation, query id: String) throws(Refusal) {
        let binding = try refusing {
            try attestation.verified.keyBinding(
                heldBy: attestation.holderKey.key, audience: request.clientID,
                nonce: request.nonce)
        }
        guard binding.transactionDataHashesAlgorithm == nil else {
            throw Refusal(
                .presentationMismatch, "expected no 'transaction_data_hashes_alg' beside SHA-256")
        }
        let issuedAt = UnixTime(seconds: binding.issuedAt)
        try Lifetime.checkIssued(issuedAt, at: time)
        let stored = registration.identity.issuedAt
        guard request.issuedAt <= issuedAt, issuedAt <= request.expires,
            abs(issuedAt.seconds - stored.seconds) <= Self.window
        else {
            throw Refusal(
                .presentationMismatch,
                "expected a presentation made during the request's life, when it was registered")
        }
        let expected =
            id == request.terms.credentialID
            ? [DocumentHash(ofCharacters: request.termsText).text] : nil
        guard binding.transactionDataHashes == expected else {
            throw Refusal(
                .presentationMismatch, "expected the hash of the terms where they are bound")
        }
    }
}
