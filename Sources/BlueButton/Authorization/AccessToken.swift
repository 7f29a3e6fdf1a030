import JOSE
public import OpenSSL
import StrictJSON

/// An access token of the identity provider (`typ: at+jwt`, RFC 9068), verified.
///
/// ES256 only, at most ten minutes, bound to the session key (`cnf.jkt`, RFC 9449), level of
/// assurance at least substantial. Only verification makes one.
public struct AccessToken: Sendable {
    /// The longest life, in seconds.
    public static let longestLife: Int64 = 600

    public let text: String
    /// The person at this audience: constant, at least 128 random bits.
    public let subject: String
    public let id: String
    public let issuedAt: UnixTime
    public let expires: UnixTime
    /// The thumbprint of the session key that the token is bound to.
    public let keyThumbprint: String
    /// The person's number; only in tokens for sources.
    public let bsn: BSN?

    /// `ath` of RFC 9449: base64url SHA-256 of the token's text.
    public var hash: DocumentHash { DocumentHash(ofCharacters: text) }

    /// Verifies a token for one audience.
    ///
    /// - Throws: `token-refused` for another issuer, audience, client, kind or key,
    ///   `token-key-unknown` where it names a key that is not at hand, `token-expired`,
    ///   `assurance-too-low`. Messages hold nothing of the token.
    public static func verify(
        _ text: String, policy: AccessTokenPolicy, at time: UnixTime
    ) throws(Refusal) -> AccessToken {
        let jws: CompactJWS
        do {
            jws = try CompactJWS(text, maximumBytes: DocumentLimits.accessToken)
        } catch {
            throw Refusal(.tokenRefused, "expected an access token signed with ES256")
        }
        guard jws.header["typ"] == "at+jwt" else {
            throw Refusal(.tokenRefused, "expected an access token of type 'at+jwt'")
        }
        try policy.keys.verify(jws)
        do {
            let value = try JSONValue.parse(
                jws.payload, maximumBytes: DocumentLimits.accessToken)
            return try AccessToken(
                text: text, payload: JSONReader(value), policy: policy, at: time)
        } catch let refusal as Refusal where refusal.code != .malformed {
            throw refusal
        } catch {
            throw Refusal(.tokenRefused, "expected an access token as in RFC 9068")
        }
    }

    private init(
        text: String, payload: JSONReader, policy: AccessTokenPolicy, at time: UnixTime
    ) throws {
        guard isSame(try payload.string("iss"), policy.issuer) else {
            throw Refusal(.tokenRefused, "expected a token of the directory's identity provider")
        }
        guard payload.member("aud")?.value == .string(policy.audience) else {
            throw Refusal(.tokenRefused, "expected a token for this audience alone")
        }
        guard try policy.clients.contains(payload.string("client_id")) else {
            throw Refusal(.tokenRefused, "expected a token of the citizen's program")
        }
        guard try Self.sufficientAssurance.contains(payload.string("acr")) else {
            throw Refusal(
                .assuranceTooLow, "expected a login of assurance level substantial or high")
        }
        self.text = text
        subject = try payload.string("sub")
        id = try payload.string("jti")
        issuedAt = try payload.time("iat")
        expires = try payload.time("exp")
        keyThumbprint = try payload.object("cnf").string("jkt")
        guard subject.utf8.count >= 22 else {
            throw Refusal(.tokenRefused, "expected a subject of at least 128 random bits")
        }
        guard time < expires else {
            throw Refusal(.tokenExpired, "expected a token that has not ended: log in again")
        }
        guard expires > issuedAt, expires.seconds - issuedAt.seconds <= Self.longestLife,
            issuedAt <= time + Lifetime.skew
        else {
            throw Refusal(.tokenRefused, "expected a token that lives at most ten minutes")
        }
        bsn = try Self.number(in: payload, policy: policy)
    }

    private static func number(
        in payload: JSONReader, policy: AccessTokenPolicy
    ) throws -> BSN? {
        switch (policy.carriesBSN, try payload.optionalString("bsn")) {
        case (true, let digits?): return try BSN(digits)
        case (false, nil): return nil
        case (true, nil):
            throw Refusal(.tokenRefused, "expected a token for sources, with a 'bsn'")
        case (false, _?):
            throw Refusal(.tokenRefused, "expected a token without a 'bsn' at the service")
        }
    }

    private static let sufficientAssurance: Set<String> = [
        "http://eidas.europa.eu/LoA/substantial", "http://eidas.europa.eu/LoA/high",
    ]
}
