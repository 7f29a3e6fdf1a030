import BlueButton
import IncomeRules
import JOSE
import OpenSSL
import Sovereignty
import Trust

/// Makes requests, and hands them out to whoever has their address.
struct RequestDesk: Sendable {
    /// The longest reference, in characters.
    static let longestReference = 100

    let store: ReceiverStore
    let directories: DirectoryKeeper
    let sealer: Sealer
    let trust: @Sendable () -> TrustStore
    let clock: WallClock
    let site: Site
    /// How long a request lives, in seconds.
    let life: Int64

    /// Makes a request with a key, a nonce and an address of its own.
    ///
    /// It is verified as a citizen's program would before it is stored, so that nothing goes out
    /// that is refused on arrival.
    ///
    /// - Parameters:
    ///   - name: of the template.
    ///   - taxYear: the year of the income, also where only a limit is asked about.
    ///   - household: the kind of household, for the templates that need it.
    ///   - reference: what the corporation calls the applicant.
    /// - Throws: `query-refused`, `malformed`, `claims-not-accredited`, `bsn-not-allowed`,
    ///   `origin-not-allowed`, or a `StoreError`.
    func make(
        template name: String, taxYear: Int64, household: String? = nil, reference: String
    ) async throws -> (request: StoredRequest, link: RequestLink) {
        let request = try await compose(
            template: name, taxYear: taxYear, household: household, reference: reference)
        try await store.add(request)
        return (request, link(to: request.code))
    }

    /// Makes a request as `make` does, but stores it not.
    func compose(
        template name: String, taxYear: Int64, household: String?, reference: String
    ) async throws -> StoredRequest {
        let template = try RequestTemplate.named(name)
        guard (2000...2100).contains(taxYear) else {
            throw Refusal(.malformed, "expected 'tax_year' to be a year such as 2025")
        }
        guard (1...Self.longestReference).contains(reference.count),
            DisplayText(reference).text == reference
        else {
            throw Refusal(
                .malformed, "expected 'reference' of 1 to \(Self.longestReference) characters")
        }
        guard !Self.holdsBSN(reference) else {
            throw Refusal(.bsnNotAllowed, "expected a 'reference' of your own, without a BSN")
        }
        let query = try template.query(
            taxYear: Int(taxYear), household: try household.map { try Household(named: $0) })
        let directory = try await directories.current()
        let key = try P256PrivateKey()
        let text = try seal(template, asking: query, key: key, directory: directory)
        let now = clock.now()
        let request = try PresentationRequest.verify(
            text, directory: directory, trust: trust(), at: now)
        return StoredRequest(
            code: try DocumentID(), keyID: request.encryptionKey.thumbprint,
            privateKey: try key.pem(), template: name, taxYear: Int(taxYear),
            reference: reference, text: text, hash: request.hash, nonce: request.nonce,
            directory: directory.hash, createdAt: now, expires: request.expires, state: .open)
    }

    /// The request object at an address.
    ///
    /// - Throws: `request-unknown` where there is none, or it was used or has ended.
    func object(code: String) async throws -> String {
        guard let code = try? DocumentID(code),
            let request = try await store.request(code: code), request.state != .closed,
            clock.now() < request.expires
        else {
            throw Refusal(.requestUnknown, "expected a request of ours that has not ended")
        }
        return request.text
    }

    /// The name under which the directory lists us.
    func organisation() async throws -> String {
        try await directories.current().recipient(OIN(sealer.oin)).name
    }

    /// The link that the citizen gets.
    func link(to code: DocumentID) -> RequestLink {
        RequestLink(
            clientID: PresentationRequest.clientID(of: sealer.chain[0]),
            address: site.request(code))
    }

    /// Whether nine digits in a row, no more and no less, are a BSN.
    static func holdsBSN(_ text: String) -> Bool {
        text.split { !("0"..."9").contains($0) }.contains { (try? BSN(String($0))) != nil }
    }

    private func seal(
        _ template: RequestTemplate, asking query: PresentationQuery, key: P256PrivateKey,
        directory: Directory
    ) throws -> String {
        let recipient = try directory.recipient(OIN(sealer.oin))
        let now = clock.now()
        return try PresentationRequestDraft(
            responseAddress: site.responses, issuedAt: now, expires: now + life, query: query,
            encryptionKey: JWK(key.publicKey),
            terms: try template.terms(of: recipient, asking: query, site: site)
        ).sealed(by: sealer)
    }
}
