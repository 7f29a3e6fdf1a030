import JOSE
public import OpenSSL
import SelectiveDisclosure

/// What the citizen's program makes when the citizen has chosen: consent and package.
public struct Release: Sendable {
    public let consent: Consent
    public let package: SealedPackage
    /// The bits that the citizen brings to the recipient's page.
    public let confirmation: DocumentID

    /// Composes a release of the granted queries.
    ///
    /// Each granted query discloses exactly its claims; the query that the terms name also signs
    /// their hash.
    ///
    /// - Parameters:
    ///   - granted: the ids of the queries that the citizen grants.
    ///   - attestations: one per credential type, all bound to `holderKey`.
    /// - Throws: `required-part-missing`, `bsn-not-allowed`, `holders-mixed` where an attestation
    ///   is bound to another key, `presentation-mismatch` under an authority not accepted.
    public static func compose(
        answering request: PresentationRequest, granted: Set<String>,
        attestations: [Attestation], directory: Directory, holderKey: P256PrivateKey,
        at time: UnixTime
    ) throws(Refusal) -> Release {
        try request.query.accepts(granted: granted)
        let holder = JWK(holderKey.publicKey)
        var presentations: [String: String] = [:]
        for query in request.query.queries where granted.contains(query.id) {
            guard let attestation = attestations.first(where: { $0.credentialType == query.type })
            else {
                throw Refusal(
                    .requiredPartMissing, "expected an attestation for '\(query.id)'")
            }
            guard attestation.holderKey == holder else {
                throw Refusal(.holdersMixed, "expected attestations bound to one holder key")
            }
            presentations[query.id] = try present(
                attestation, for: query, of: request, holderKey: holderKey, at: time)
        }
        let consent = try Consent.make(
            to: request, directory: directory,
            presentations: presentations.mapValues { DocumentHash(ofCharacters: $0) },
            holderKey: holderKey, at: time)
        let confirmation = try DocumentID()
        let content = PackageContent(
            presentations: presentations, state: request.state, consent: consent.text,
            confirmation: confirmation)
        return Release(
            consent: consent, package: try SealedPackage.seal(content, for: request),
            confirmation: confirmation)
    }

    private static func present(
        _ attestation: Attestation, for query: CredentialQuery, of request: PresentationRequest,
        holderKey: P256PrivateKey, at time: UnixTime
    ) throws(Refusal) -> String {
        let names = Set(query.claims.map(\.name))
        if names.contains("burgerservicenummer"), !request.recipient.hasBSNRight {
            throw Refusal(.bsnNotAllowed, "expected a recipient with the right to the BSN")
        }
        try query.accepts(authoritiesOf: attestation)
        guard names.isSubset(of: attestation.claimNames) else {
            throw Refusal(
                .requiredPartMissing, "expected the source to have every claim of '\(query.id)'")
        }
        let terms = query.id == request.terms.credentialID ? [request.termsText] : []
        return try refusing {
            try attestation.sdjwt.presenting(names).binding(
                audience: request.clientID, nonce: request.nonce, issuedAt: time.seconds,
                transactionData: terms, key: holderKey
            ).text
        }
    }
}
