package import BlueButton
import JOSE
package import OpenSSL
import PlainWords
import Sovereignty
import StrictJSON
import Transport
import Trust

extension CitizenProgram {
    /// An overview that was verified, and its bytes as received.
    package struct ReceivedOverview: Sendable {
        package let overview: Overview
        package let directory: Directory
        package let bytes: [UInt8]
        /// The lists by which it was judged.
        package let revocationLists: [CertificateRevocationList]

        /// The overview as one page of HTML that carries the sealed document within it.
        package func page(in language: Language) -> String {
            OverviewPage(
                OverviewAccount(overview, directory: directory, language: language),
                evidence: PageEvidence(
                    overview: overview, bytes: bytes, directory: directory,
                    revocationLists: revocationLists)
            ).text
        }
    }

    /// Asks all organisations what they hold, and verifies the answer.
    ///
    /// - Parameter asking: is told whom the service is about to ask. The service answers for all of
    ///   them at once, so nothing can be told of one alone before that.
    package func overview(
        asking: @Sendable (Directory) -> Void = { _ in }
    ) async throws -> ReceivedOverview {
        let directory = try await directory()
        let (session, token) = try await sessionForSources()
        asking(directory)
        let mandate = try Mandate.make(
            .holdings, directory: directory.hash, token: token, key: session.key,
            at: clock.now())
        var tokens = JSONObject()
        for source in directory.sources {
            tokens[source.oin.digits] = .string(try SealedToken.seal(token, to: source))
        }
        let reply = try await service.post(
            "/v1/overviews", ["mandate": .string(mandate.text), "tokens": .object(tokens)],
            session: session, maximumBytes: DocumentLimits.overview)
        let overview = try Overview.verify(
            reply.body, directory: { _, _ in directory }, trust: trust,
            at: clock.now())
        guard overview.mandate.hash == mandate.hash else {
            throw Refusal(.mandateMismatch, "expected an overview that answers this query")
        }
        try await followLog(in: directory)
        return ReceivedOverview(
            overview: overview, directory: directory, bytes: reply.body,
            revocationLists: trust.revocationLists)
    }

    /// Gets one organisation's data, decrypted here: the attestation with every claim.
    package func data(of slug: String) async throws -> Attestation {
        let directory = try await directory()
        let source = try directory.source(named: slug)
        guard let type = source.credentialTypes.first else {
            throw Refusal(.credentialTypeNotAllowed, "expected a source that issues attestations")
        }
        return try await attestation(type, holderKey: try P256PrivateKey(), directory: directory)
    }

    /// Orders an attestation for a holder key and verifies that it is the one ordered.
    func attestation(
        _ type: CredentialType, holderKey: P256PrivateKey, directory: Directory
    ) async throws -> Attestation {
        let source = try directory.source(issuing: type)
        let (session, token) = try await sessionForSources()
        let decryptionKey = try P256PrivateKey()
        let mandate = try Mandate.make(
            .attestation(
                source: source.oin, type: type, holderKey: JWK(holderKey.publicKey),
                encryptionKey: JWK(decryptionKey.publicKey)),
            directory: directory.hash, token: token, key: session.key, at: clock.now())
        // The log names the order by its hash alone. A disk that takes nothing only loses the name.
        try? OrderMemory(home: home).keep(mandate.hash, for: source.oin)
        let order: JSONObject = [
            "mandate": .string(mandate.text),
            "token": .string(try SealedToken.seal(token, to: source)),
        ]
        let reply: HTTPReply
        do {
            reply = try await service.post("/v1/attestations", order, session: session)
        } catch {
            // Where it is not the service itself that cannot be reached, it tells of the source.
            throw CitizenError(error).naming(DisplayText(source.name).text)
        }
        guard
            let value = try? JSONValue.parse(reply.body, maximumBytes: DocumentLimits.body),
            let sealed = try? JSONReader(value).string("attestation")
        else { throw Refusal(.malformed, "expected an attestation from the service") }
        let attestation = try Attestation.verify(
            try SealedAttestation.open(sealed, key: decryptionKey), as: .issued,
            directory: directory, trust: trust, at: clock.now())
        try attestation.answers(mandate, person: session.sourcesSubject)
        return attestation
    }
}
