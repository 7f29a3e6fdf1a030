import JOSE
public import OpenSSL
import StrictJSON

/// Who logged in, as the identity provider tells the citizen's program (OpenID Connect Core).
public struct IDToken: Sendable {
    /// The citizen at the service.
    public let subject: String
    /// The citizen at the sources: attestations are about this one.
    public let sourcesSubject: String

    /// Verifies an ID token (OpenID Connect Core section 3.1.3.7).
    ///
    /// - Throws: `token-refused`, `token-key-unknown`, `token-expired`.
    public static func verify(
        _ text: String, issuer: String, keys: ProviderKeySet, client: String, nonce: String,
        at time: UnixTime
    ) throws(Refusal) -> IDToken {
        let refused = Refusal(.tokenRefused, "expected an ID token of the identity provider")
        guard let jws = try? CompactJWS(text, maximumBytes: DocumentLimits.accessToken),
            jws.header["typ"] == nil || jws.header["typ"] == "JWT"
        else { throw refused }
        try keys.verify(jws)
        guard
            let value = try? JSONValue.parse(
                signed: jws.payload, maximumBytes: DocumentLimits.accessToken)
        else { throw refused }
        let payload = JSONReader(value)
        guard payload.member("iss")?.value == .string(issuer),
            payload.member("aud")?.value == .string(client),
            payload.member("nonce")?.value == .string(nonce),
            let subject = try? payload.string("sub"),
            let sourcesSubject = try? payload.string("sources_sub"),
            let expires = try? payload.time("exp"), let issuedAt = try? payload.time("iat"),
            expires > issuedAt, issuedAt <= time + Lifetime.skew
        else { throw refused }
        guard time < expires else {
            throw Refusal(.tokenExpired, "expected an ID token that has not ended")
        }
        guard subject.utf8.count >= 22, sourcesSubject.utf8.count >= 22,
            subject != sourcesSubject
        else { throw refused }
        return IDToken(subject: subject, sourcesSubject: sourcesSubject)
    }
}
