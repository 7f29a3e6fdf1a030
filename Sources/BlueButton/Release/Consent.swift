public import JOSE
public import OpenSSL
import StrictJSON

/// The citizen's consent to one release (`typ: consent+jwt`), signed by the holder key, verified.
///
/// It names recipient, request, directory, the claims per query and the hash of each presentation,
/// and no value. Whether its key is the attestations' is for who has them to check.
public struct Consent: Sendable {
    static let type = "consent+jwt"

    public let text: String
    public let hash: DocumentHash
    public let identity: DocumentIdentity
    /// The key that signed.
    public let holderKey: JWK
    /// The directory by which the citizen's program judged the request.
    public let directory: DocumentHash
    public let request: DocumentHash
    public let recipient: OIN
    public let clientID: String
    /// The claims that are disclosed, per query.
    public let claims: [String: Set<ClaimPath>]
    /// The hash of the presentation, per query.
    public let presentations: [String: DocumentHash]

    /// The consent's own number, by which it is listed and withdrawn.
    public var id: DocumentID { identity.id }

    /// Verifies a consent by itself.
    public static func verify(_ text: String, at time: UnixTime) throws(Refusal) -> Consent {
        let signed = try CitizenJWS.verify(
            text, type: type, maximumBytes: DocumentLimits.consent)
        return try Consent(signed, at: time)
    }

    private init(_ signed: CitizenJWS, at time: UnixTime) throws(Refusal) {
        let payload = signed.payload
        identity = try DocumentIdentity(
            reading: payload, signedBy: signed.key.thumbprintURI, at: time)
        (directory, request, recipient, clientID) = try refusing {
            let recipient = try payload.object("recipient")
            try recipient.exactly(["oin", "client_id"])
            return (
                try payload.hash("directory"), try payload.hash("request"),
                try recipient.oin("oin"), try recipient.string("client_id")
            )
        }
        (claims, presentations) = try refusing {
            var claims: [String: Set<ClaimPath>] = [:]
            for (id, paths) in try payload.object("claims").members {
                claims[try QueryID.read(id, or: .malformed)] = Set(
                    try paths.asArray().map { try ClaimPath(reading: $0) })
            }
            var presentations: [String: DocumentHash] = [:]
            for (id, hash) in try payload.object("presentations").members {
                presentations[try QueryID.read(id, or: .malformed)] = try DocumentHash(
                    try hash.asString())
            }
            return (claims, presentations)
        }
        guard !claims.isEmpty, Set(claims.keys) == Set(presentations.keys) else {
            throw Refusal(
                .consentMismatch, "expected the same queries in 'claims' and 'presentations'")
        }
        text = signed.jws.text
        hash = signed.hash
        holderKey = signed.key
    }

    /// Demands that this consent is to this request, judged by this directory.
    ///
    /// - Throws: `consent-mismatch`.
    public func answers(
        _ request: PresentationRequest, directory: Directory
    ) throws(Refusal) {
        guard self.request == request.hash, self.directory == directory.hash,
            recipient == request.recipient.oin, isSame(clientID, request.clientID)
        else {
            throw Refusal(
                .consentMismatch, "expected a consent to this request, recipient and directory")
        }
        for (id, paths) in claims {
            guard let query = request.query[id], paths == Set(query.claims) else {
                throw Refusal(
                    .consentMismatch, "expected a granted query to disclose exactly its claims")
            }
        }
        try request.query.accepts(granted: Set(claims.keys))
    }

    /// Makes and signs a consent.
    public static func make(
        to request: PresentationRequest, directory: Directory,
        presentations: [String: DocumentHash], holderKey: P256PrivateKey, at time: UnixTime
    ) throws(Refusal) -> Consent {
        let identity = try DocumentIdentity(
            issuer: JWK(holderKey.publicKey).thumbprintURI, issuedAt: time)
        var claims = JSONObject()
        var hashes = JSONObject()
        for (id, hash) in presentations.sorted(by: { $0.key < $1.key }) {
            claims[id] = .array((request.query[id]?.claims ?? []).map(\.json))
            hashes[id] = hash.json
        }
        var payload = identity.json
        payload["directory"] = directory.hash.json
        payload["request"] = request.hash.json
        payload["recipient"] = .object([
            "oin": .string(request.recipient.oin.digits),
            "client_id": .string(request.clientID),
        ])
        payload["claims"] = .object(claims)
        payload["presentations"] = .object(hashes)
        let text = try CitizenJWS.sign(payload, type: type, key: holderKey).text
        return try verify(text, at: time)
    }
}
