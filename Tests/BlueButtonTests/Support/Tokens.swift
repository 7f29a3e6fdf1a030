import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import TestPKI
import Trust

/// What the identity provider gives at a login.
struct Tokens {
    let service, sources, identity: String

    init(world: ReleaseWorld, session: P256PrivateKey, key: P256PrivateKey) throws {
        let directory = world.directory
        let seconds = Documents.time.seconds
        let common: JSONObject = [
            "iss": .string(directory.identityProvider.issuer),
            "aud": .string(directory.service.endpoint), "sub": "aaaaaaaaaaaaaaaaaaaaaa",
            "iat": .integer(seconds), "exp": .integer(seconds + 600), "jti": "j-1",
            "client_id": "blauweknop", "acr": "http://eidas.europa.eu/LoA/substantial",
            "cnf": ["jkt": .string(JWK(session.publicKey).thumbprint)],
        ]
        service = try Self.signed(common, type: "at+jwt", key: key)
        var forSources = common
        forSources["aud"] = "urn:blauweknop:sources"
        forSources["sub"] = .string(Documents.person)
        forSources["bsn"] = "123456782"
        sources = try Self.signed(forSources, type: "at+jwt", key: key)
        var identity = common
        for name in ["jti", "client_id", "cnf"] { identity[name] = nil }
        identity["aud"] = "blauweknop"
        identity["nonce"] = .string(Documents.nonce)
        identity["sources_sub"] = .string(Documents.person)
        self.identity = try Self.signed(identity, type: "JWT", key: key)
    }

    private static func signed(
        _ claims: JSONObject, type: String, key: P256PrivateKey
    ) throws -> String {
        let header: JSONObject = ["alg": "ES256", "typ": .string(type)]
        return try CompactJWS(signing: claims.bytes(), header: header, key: key).text
    }
}
