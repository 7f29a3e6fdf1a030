public import JOSE
public import OpenSSL
import StrictJSON
public import Trust

/// A recipient's signed request (OpenID4VP 1.0 request object, HAIP 1.0 profile), verified.
///
/// Sealed by the recipient; `client_id` is the hash of its certificate, so that the response is
/// bound to who sealed. Only verification makes one.
public struct PresentationRequest: Sendable {
    static let type = "oauth-authz-req+jwt"
    /// The longest life, in seconds: 30 days.
    public static let longestLife: Int64 = 2_592_000

    public let text: String
    public let hash: DocumentHash
    public let seal: SealChain
    /// The recipient as the directory lists it.
    public let recipient: DirectoryRecipient
    public let clientID: String
    public let responseAddress: String
    public let nonce: String
    public let state: String
    public let issuedAt: UnixTime
    public let expires: UnixTime
    public let query: PresentationQuery
    /// The key that the response is encrypted to, fresh for this request.
    public let encryptionKey: JWK
    public let encryption: ContentEncryption
    public let terms: ConsentTerms
    /// The terms as received: what the key binding hashes.
    public let termsText: String

    /// `client_id` of who seals with this certificate.
    public static func clientID(of leaf: Certificate) -> String {
        "x509_hash:" + Base64URL.encode(leaf.sha256)
    }

    /// Verifies a request against the directory at the time that counts.
    ///
    /// - Throws: `client-mismatch`, `recipient-unknown`, `origin-not-allowed`,
    ///   `claims-not-accredited`, `terms-mismatch`, `query-refused`, `bsn-not-allowed`, `expired`,
    ///   and what the seal refuses.
    public static func verify(
        _ text: String, directory: Directory, trust: TrustStore, at time: UnixTime
    ) throws(Refusal) -> PresentationRequest {
        let sealed = try SealedJWS.verify(
            text, type: type, role: .recipient, maximumBytes: DocumentLimits.request,
            trust: trust, at: time)
        let request = try PresentationRequest(sealed, directory: directory)
        try Lifetime.check(
            issuedAt: request.issuedAt, expires: request.expires, longest: longestLife, at: time)
        try request.checkAddresses()
        try request.checkTerms()
        try request.checkAccreditation()
        return request
    }

    private init(_ sealed: SealedJWS, directory: Directory) throws(Refusal) {
        let payload = sealed.payload
        let oin = try OIN(sealed.seal.oin)
        recipient = try directory.recipient(oin)
        clientID = Self.clientID(of: sealed.seal.leaf)
        let expected = clientID
        try refusing {
            guard isSame(try payload.string("client_id"), expected) else {
                throw Refusal(
                    .clientMismatch, "expected 'client_id' to be the hash of the certificate")
            }
            try RequestProfile.check(payload)
        }
        (responseAddress, nonce, state) = try refusing {
            (
                try payload.string("response_uri"), try payload.string("nonce"),
                try payload.string("state")
            )
        }
        (issuedAt, expires, query) = try refusing {
            (
                try payload.time("iat"), try payload.time("exp"),
                try PresentationQuery(reading: try payload.object("dcql_query"))
            )
        }
        (encryptionKey, encryption) = try refusing {
            try RequestProfile.encryption(try payload.object("client_metadata"))
        }
        (termsText, terms) = try refusing {
            let entries = try payload.strings("transaction_data")
            guard entries.count == 1 else {
                throw Refusal(.termsMismatch, "expected one entry in 'transaction_data'")
            }
            return (entries[0], try ConsentTerms(encoded: entries[0]))
        }
        text = sealed.jws.text
        hash = sealed.hash
        seal = sealed.seal
        guard nonce.utf8.count >= 22, state.utf8.count >= 22 else {
            throw Refusal(.malformed, "expected 'nonce' and 'state' of at least 16 random bytes")
        }
    }

    private func checkAddresses() throws(Refusal) {
        try recipient.allows(address: responseAddress)
        try recipient.allows(address: terms.withdrawal)
    }

    private func checkTerms() throws(Refusal) {
        guard terms.recipient == recipient.oin, isSame(terms.recipientName, recipient.name)
        else {
            throw Refusal(.termsMismatch, "expected terms that name the directory's recipient")
        }
        guard query.required.contains(terms.credentialID) else {
            throw Refusal(.termsMismatch, "expected terms bound to a required query")
        }
    }

    private func checkAccreditation() throws(Refusal) {
        guard
            let allowed = recipient.purposes.first(where: { isSame($0.key, terms.purpose) })?.value
        else {
            throw Refusal(
                .claimsNotAccredited, "expected a purpose that the directory lists for it")
        }
        for query in query.queries {
            if query.claims.contains(ClaimPath("burgerservicenummer")), !recipient.hasBSNRight {
                throw Refusal(.bsnNotAllowed, "expected a recipient with the right to the BSN")
            }
            guard Set(query.claims).isSubset(of: allowed[query.type] ?? []) else {
                throw Refusal(
                    .claimsNotAccredited, "expected only claims that it may ask for this purpose")
            }
        }
    }
}
