import JOSE
import OpenSSL
import StrictJSON

/// Makes the tokens: access tokens of RFC 9068 bound to a key, and ID tokens.
struct TokenIssuer: Sendable {
    /// The level of assurance of every login here: substantial.
    static let assurance = "http://eidas.europa.eu/LoA/substantial"

    let keys: SigningKeys
    private let subjectSecret: [UInt8]
    let life: Int64

    /// - Throws: where OpenSSL cannot compute a MAC.
    init(_ configuration: DigiDConfiguration) throws(OpenSSLError) {
        keys = SigningKeys(configuration.signingKey)
        life = min(configuration.tokenLife, 600)
        subjectSecret = try HMACSHA256.code(
            for: Array("registries-mock digid subjects".utf8), key: configuration.signingKey.scalar)
    }

    /// An access token for one resource; only the sources' names the person by number.
    func accessToken(
        for resource: String, session: LoginSession, issuer: String, at now: UnixTime
    ) throws -> String {
        let isSources = resource == DigiDConfiguration.sourcesResource
        var claims: JSONObject = [
            "iss": .string(issuer),
            "sub": .string(try subject(of: session.bsn, resource: resource)),
            "aud": .string(resource), "exp": .integer(now.seconds + life),
            "iat": .integer(now.seconds),
            "jti": .string(Base64URL.encode(try SecureRandom.bytes(16))),
            "client_id": .string(session.clientID), "acr": .string(Self.assurance),
            "cnf": ["jkt": .string(session.thumbprint)],
        ]
        if isSources { claims["bsn"] = .string(session.bsn) }
        return try signed(claims, type: "at+jwt")
    }

    /// The ID token; it tells the program the `sub` that the sources will know.
    func idToken(
        session: LoginSession, serviceResource: String, issuer: String, at now: UnixTime
    ) throws -> String {
        let sources = DigiDConfiguration.sourcesResource
        return try signed(
            [
                "iss": .string(issuer),
                "sub": .string(try subject(of: session.bsn, resource: serviceResource)),
                "aud": .string(session.clientID), "exp": .integer(now.seconds + life),
                "iat": .integer(now.seconds), "auth_time": .integer(session.loggedInAt.seconds),
                "nonce": .string(session.nonce), "acr": .string(Self.assurance),
                "sources_sub": .string(try subject(of: session.bsn, resource: sources)),
            ], type: "JWT")
    }

    /// The same for a person and a resource always, and nothing that leads back to the number: 256
    /// bits of a MAC under the provider's secret.
    func subject(of bsn: String, resource: String) throws(OpenSSLError) -> String {
        let label = resource == DigiDConfiguration.sourcesResource ? "sources" : "service"
        let mac = try HMACSHA256.code(for: Array("\(label):\(bsn)".utf8), key: subjectSecret)
        return Base64URL.encode(mac)
    }

    private func signed(_ claims: JSONObject, type: String) throws -> String {
        let key = keys.signing
        let header: JSONObject = [
            "alg": "ES256", "typ": .string(type),
            "kid": .string(JWK(key.publicKey).thumbprint),
        ]
        return try CompactJWS(
            signing: JSONValue.object(claims).bytes(), header: header, key: key
        ).text
    }
}
