package import BlueButton
import JOSE
package import OpenSSL
import Trust

extension ReleaseWorld {
    /// A request of a corporation for name, birth, address and the income of 2025, with its key.
    package func request(
        of slug: String = "woonhaven", life: Int64 = 86_400, at time: UnixTime? = nil
    ) throws -> (request: PresentationRequest, key: P256PrivateKey) {
        let query = try PresentationQuery(
            queries: [
                CredentialQuery(
                    id: "persoon", type: .brp,
                    claims: ["naam", "geboorte", "adres"].map { ClaimPath($0) }),
                CredentialQuery(id: "inkomen", type: .bri, claims: [ClaimPath("inkomen-2025")]),
            ],
            sets: [.init(queries: ["persoon", "inkomen"], isRequired: true)])
        return try request(asking: query, of: slug, life: life, at: time)
    }

    /// A request for name and birth; address and the income of 2024 may be left out.
    package func optionalRequest() throws -> PresentationRequest {
        try request(
            asking: PresentationQuery(
                queries: [
                    CredentialQuery(
                        id: "persoon", type: .brp,
                        claims: [ClaimPath("naam"), ClaimPath("geboorte")]),
                    CredentialQuery(id: "adres", type: .brp, claims: [ClaimPath("adres")]),
                    CredentialQuery(id: "inkomen", type: .bri, claims: [ClaimPath("inkomen-2024")]),
                ],
                sets: [
                    .init(queries: ["persoon"], isRequired: true),
                    .init(queries: ["adres"], isRequired: false),
                    .init(queries: ["inkomen"], isRequired: false),
                ]))
    }

    /// A request for what a query asks.
    package func request(asking query: PresentationQuery) throws -> PresentationRequest {
        try request(asking: query, of: "woonhaven", life: 86_400, at: nil).request
    }

    private func request(
        asking query: PresentationQuery, of slug: String, life: Int64, at time: UnixTime?
    ) throws -> (request: PresentationRequest, key: P256PrivateKey) {
        let time = time ?? self.time
        let sealer = try sealer(slug)
        let recipient = try directory.recipient(OIN(sealer.oin))
        let key = try P256PrivateKey()
        let origin = recipient.origins[0].text
        let draft = try PresentationRequestDraft(
            responseAddress: "\(origin)/v1/responses", issuedAt: time, expires: time + life,
            query: query, encryptionKey: JWK(key.publicKey),
            terms: ConsentTerms(
                credentialID: "persoon", recipient: recipient.oin,
                recipientName: recipient.name,
                purpose: recipient.purposes.keys.sorted()[0],
                purposeText: LocalizedText(nl: "Toets", en: "Test"),
                legalBasis: "Woningwet art. 46", retention: "P1Y",
                notice: "\(origin)/privacy", withdrawal: "\(origin)/v1/withdrawals"))
        let text = try draft.sealed(by: sealer)
        return (
            try PresentationRequest.verify(text, directory: directory, trust: trust, at: time),
            key
        )
    }
}
