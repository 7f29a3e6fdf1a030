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

    /// Verifies a token for one audience, in this order: signature, kind, issuer and form; with a
    /// mandate, its key and its `ath`; audience, client, level of assurance, life.
    ///
    /// - Parameter mandate: the order that came with the token, at a gateway.
    /// - Throws: `token-refused` for another issuer, audience, client, kind or key,
    ///   `token-key-unknown` where it names a key that is not at hand, `token-key-mismatch` and
    ///   `mandate-token-mismatch` where the mandate is by another key or names another token,
    ///   `assurance-too-low`, `token-expired`. Messages hold nothing of the token.
    public static func verify(
        _ text: String, with mandate: Mandate? = nil, policy: AccessTokenPolicy, at time: UnixTime
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
            let payload = try readObject(
                jws.payload, maximumBytes: DocumentLimits.accessToken)
            let token = try AccessToken(text: text, payload: payload, policy: policy)
            if let mandate { try token.belongs(to: mandate) }
            try token.judge(payload, policy: policy, at: time)
            return token
        } catch let refusal as Refusal where refusal.code != .malformed {
            throw refusal
        } catch {
            throw Refusal(.tokenRefused, "expected an access token as in RFC 9068")
        }
    }

    /// Reads a token of the right issuer and form; nothing else of it is judged.
    private init(text: String, payload: JSONReader, policy: AccessTokenPolicy) throws {
        guard isSame(try payload.string("iss"), policy.issuer) else {
            throw Refusal(.tokenRefused, "expected a token of the directory's identity provider")
        }
        self.text = text
        subject = try payload.string("sub")
        id = try payload.string("jti")
        issuedAt = try payload.time("iat")
        expires = try payload.time("exp")
        keyThumbprint = try payload.object("cnf").hash("jkt").text
        guard subject.utf8.count >= 22 else {
            throw Refusal(.tokenRefused, "expected a subject of at least 128 random bits")
        }
        bsn = try Self.number(in: payload, policy: policy)
    }

    /// Demands that this token is the one that the mandate's key may use, and that it names.
    private func belongs(to mandate: Mandate) throws(Refusal) {
        guard keyThumbprint == mandate.sessionKey.thumbprint else {
            throw Refusal(.tokenKeyMismatch, "expected a token bound to the mandate's key")
        }
        guard hash == mandate.token else {
            throw Refusal(.mandateTokenMismatch, "expected the token that the mandate names")
        }
    }

    /// Judges for whom the token is, how strong the login was, and whether it still lives.
    private func judge(_ payload: JSONReader, policy: AccessTokenPolicy, at time: UnixTime) throws {
        guard payload.member("aud")?.value == .string(policy.audience) else {
            throw Refusal(.tokenRefused, "expected a token for this audience alone")
        }
        let client = try payload.string("client_id")
        guard policy.clients.contains(where: { isSame($0, client) }) else {
            throw Refusal(.tokenRefused, "expected a token of the citizen's program")
        }
        let assurance = try payload.string("acr")
        guard Self.sufficientAssurance.contains(where: { isSame($0, assurance) }) else {
            throw Refusal(
                .assuranceTooLow, "expected a login of assurance level substantial or high")
        }
        guard time < expires else {
            throw Refusal(.tokenExpired, "expected a token that has not ended: log in again")
        }
        guard expires > issuedAt, expires.seconds - issuedAt.seconds <= Self.longestLife,
            issuedAt <= time + Lifetime.skew
        else {
            throw Refusal(.tokenRefused, "expected a token that lives at most ten minutes")
        }
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

    private static let sufficientAssurance = [
        "http://eidas.europa.eu/LoA/substantial", "http://eidas.europa.eu/LoA/high",
    ]
}
