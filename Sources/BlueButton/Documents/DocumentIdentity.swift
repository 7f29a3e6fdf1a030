public import OpenSSL
public import StrictJSON

/// What every document of our own says of itself: `iss`, `iat`, `jti`.
public struct DocumentIdentity: Hashable, Sendable {
    public let issuer: String
    public let issuedAt: UnixTime
    public let id: DocumentID

    /// Makes the identity of a new document.
    public init(issuer: String, issuedAt: UnixTime) throws(Refusal) {
        self.issuer = issuer
        self.issuedAt = issuedAt
        id = try DocumentID()
    }

    /// Reads the identity of a document whose signer is known.
    ///
    /// - Throws: `issuer-mismatch` where `iss` is not the signer's, `issued-ahead` where `iat` lies
    ///   more than 60 seconds after the time that counts.
    public init(
        reading payload: JSONReader, signedBy signer: String, at time: UnixTime
    ) throws(Refusal) {
        let (issuer, issuedAt, id) = try refusing {
            (
                try payload.string("iss"), try payload.time("iat"),
                try DocumentID(try payload.string("jti"))
            )
        }
        guard isSame(issuer, signer) else {
            throw Refusal(.issuerMismatch, "expected 'iss' to name who signed")
        }
        try Lifetime.checkIssued(issuedAt, at: time)
        self.issuer = issuer
        self.issuedAt = issuedAt
        self.id = id
    }

    /// The members, to begin a payload with.
    public var json: JSONObject {
        ["iss": .string(issuer), "iat": .integer(issuedAt.seconds), "jti": id.json]
    }
}
