import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import TestPKI
import Testing

/// Which of a provider's keys judges a token.
struct ProviderKeySetTests {
    private let documents: Documents
    private let signing: P256PrivateKey
    private let other: P256PrivateKey

    init() throws {
        documents = try Documents.shared.get()
        signing = try documents.world.pki.party("digid").key("signing")
        other = try P256PrivateKey()
    }

    private static func json(_ key: P256PrivateKey, _ more: JSONObject = [:]) -> JSONValue {
        var json = JWK(key.publicKey).json
        for (name, value) in more { json[name] = value }
        return .object(json)
    }

    private func set(_ keys: JSONValue...) throws -> ProviderKeySet {
        try ProviderKeySet(reading: JSONValue.object(["keys": .array(keys)]).bytes())
    }

    private func verify(_ token: String, by keys: ProviderKeySet) throws {
        var policy = AccessTokenPolicy.service(in: documents.world.directory)
        policy.keys = keys
        _ = try AccessToken.verify(token, policy: policy, at: Documents.time)
    }

    private func token(kid: JSONValue?) throws -> String {
        let jws = try CompactJWS(documents[.accessToken], maximumBytes: 8192)
        var header = jws.header
        header["kid"] = kid
        return try CompactJWS(signing: jws.payload, header: header, key: signing).text
    }

    @Test func `a token is judged by the key that it names`() throws {
        let keys = try set(
            Self.json(other, ["kid": "b"]), Self.json(signing, ["kid": "a", "use": "sig"]))
        try verify(try token(kid: "a"), by: keys)
        expectRefusal(.tokenRefused) { try verify(try token(kid: "b"), by: keys) }
        expectRefusal(.tokenKeyUnknown) { try verify(try token(kid: "c"), by: keys) }
        for kid in ["A", "a ", ""] as [JSONValue] {
            expectRefusal(.tokenKeyUnknown) { try verify(try token(kid: kid), by: keys) }
        }
    }

    @Test func `a key without a name is named by its thumbprint`() throws {
        let keys = try set(Self.json(other, ["kid": "b"]), Self.json(signing))
        try verify(try token(kid: .string(JWK(signing.publicKey).thumbprint)), by: keys)
    }

    @Test func `keys of one name are all tried`() throws {
        let keys = try set(
            Self.json(other, ["kid": "a"]), Self.json(signing, ["kid": "a"]))
        try verify(try token(kid: "a"), by: keys)
    }

    @Test func `a token without a name is judged where there is one key alone`() throws {
        try verify(try token(kid: nil), by: try set(Self.json(signing)))
        expectRefusal(.tokenRefused) {
            try verify(try token(kid: nil), by: try set(Self.json(signing), Self.json(other)))
        }
        expectRefusal(.tokenKeyUnknown) {
            try verify(try token(kid: nil), by: ProviderKeySet([]))
        }
    }

    @Test func `a key in the token's own header decides nothing`() throws {
        let jws = try CompactJWS(documents[.accessToken], maximumBytes: 8192)
        for kid in [nil, "a", .string(JWK(other.publicKey).thumbprint)] as [JSONValue?] {
            var header = jws.header
            header["kid"] = kid
            header["jwk"] = Self.json(other)
            header["jku"] = "https://evil.example/jwks"
            let forged = try CompactJWS(signing: jws.payload, header: header, key: other).text
            let refusal = #expect(throws: Refusal.self) {
                try verify(forged, by: try set(Self.json(signing, ["kid": "a"])))
            }
            #expect(refusal?.code == (kid == nil || kid == "a" ? .tokenRefused : .tokenKeyUnknown))
        }
    }

    @Test func `keys of other kinds and uses are left out`() throws {
        let keys = try set(
            ["kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "r"],
            Self.json(other, ["use": "enc"]), Self.json(other, ["alg": "ES512"]),
            Self.json(other, ["d": "AAAA"]), ["kty": "EC", "crv": "P-384"], "x", .null,
            Self.json(signing, ["kid": "a", "alg": "ES256", "x5c": ["AA"]]))
        #expect(keys.keys.map(\.keyID) == ["a"])
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"keys": {}}"#, #"{"keys": []}"#, #"{"keys": [{"kty": "RSA"}]}"#,
        #"{"keys": [], "keys": []}"#, "<html>",
    ])
    func `a set without a key that can be used is refused`(text: String) {
        expectRefusal(.providerMalformed) { _ = try ProviderKeySet(reading: Array(text.utf8)) }
    }

    @Test func `a set of too many keys or bytes is refused`() throws {
        let many = Array(repeating: Self.json(signing), count: ProviderKeySet.mostKeys + 1)
        for value in [
            .object(["keys": .array(many)]),
            ["keys": [Self.json(signing)], "x": .string(String(repeating: "a", count: 65_536))],
        ] as [JSONValue] {
            expectRefusal(.providerMalformed) { _ = try ProviderKeySet(reading: value.bytes()) }
        }
    }
}
