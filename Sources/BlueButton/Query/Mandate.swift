public import JOSE
public import OpenSSL
import StrictJSON

/// The citizen's order to the sources (`typ: mandate+jwt`), signed by the session key, verified.
///
/// It holds no BSN and travels in the clear; the sources' token travels beside it, encrypted to
/// each gateway.
public struct Mandate: Sendable {
    static let type = "mandate+jwt"
    /// The longest life, in seconds.
    public static let longestLife: Int64 = 300

    public let text: String
    public let hash: DocumentHash
    public let identity: DocumentIdentity
    public let expires: UnixTime
    /// The session key that signed.
    public let sessionKey: JWK
    public let order: MandateOrder
    /// The directory by which the citizen's program judged.
    public let directory: DocumentHash
    /// The hash of the sources' token (`ath`).
    public let token: DocumentHash

    /// Verifies a mandate: signature, identity, life and members, all at once.
    public static func verify(_ text: String, at time: UnixTime) throws(Refusal) -> Mandate {
        let signed = try CitizenJWS.verify(
            text, type: type, maximumBytes: DocumentLimits.mandate)
        return try Mandate(signed, at: time)
    }

    private init(_ signed: CitizenJWS, at time: UnixTime) throws(Refusal) {
        let payload = signed.payload
        identity = try DocumentIdentity(
            reading: payload, signedBy: signed.key.thumbprintURI, at: time)
        (expires, directory, token, order) = try refusing {
            (
                try payload.time("exp"), try payload.hash("directory"), try payload.hash("ath"),
                try MandateOrder(reading: payload)
            )
        }
        try Lifetime.check(
            issuedAt: identity.issuedAt, expires: expires, longest: Self.longestLife, at: time)
        text = signed.jws.text
        hash = signed.hash
        sessionKey = signed.key
    }

    /// Makes and signs a mandate.
    ///
    /// - Parameter life: in seconds, at most 300.
    public static func make(
        _ order: MandateOrder, directory: DocumentHash, token: String, key: P256PrivateKey,
        at time: UnixTime, life: Int64 = Mandate.longestLife
    ) throws(Refusal) -> Mandate {
        let identity = try DocumentIdentity(
            issuer: JWK(key.publicKey).thumbprintURI, issuedAt: time)
        var payload = identity.json
        payload["exp"] = .time(time + life)
        for member in order.json { payload[member.name] = member.value }
        payload["directory"] = directory.json
        payload["ath"] = DocumentHash(ofCharacters: token).json
        let text = try CitizenJWS.sign(payload, type: type, key: key).text
        return try verify(text, at: time)
    }
}
