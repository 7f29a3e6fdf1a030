import JOSE
import OpenSSL
import StrictJSON
import Testing

@Suite struct JWKTests {
    /// The key of RFC 7515, appendix A.3.
    static let members: JSONObject = [
        "kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    ]

    static func with(_ changes: [(String, JSONValue?)]) -> JSONObject {
        var json = members
        for (name, value) in changes { json[name] = value }
        return json
    }

    @Test func `a key reads and is written in four members`() throws {
        let jwk = try JWK(json: Self.members, exact: true)
        #expect(jwk.json == Self.members)
        #expect(JWK(jwk.key).json == Self.members)
        #expect(jwk.purpose == nil)
        #expect(jwk.keyID == nil)
    }

    @Test func `the thumbprint is SHA-256 over the canonical members`() throws {
        let jwk = try JWK(json: Self.members)
        let canonical =
            #"{"crv":"P-256","kty":"EC","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","#
            + #""y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#
        #expect(jwk.thumbprint == Base64URL.encode(SHA256.hash(utf8: canonical)))
        #expect(
            jwk.thumbprintURI
                == "urn:ietf:params:oauth:jwk-thumbprint:sha-256:\(jwk.thumbprint)")
    }

    @Test func `the thumbprint of the DPoP example is that of RFC 9449`() throws {
        let jwk = try JWK(json: [
            "kty": "EC", "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
            "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA", "crv": "P-256",
        ])
        #expect(jwk.thumbprint == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")
    }

    @Test func `a key is published for encryption under its thumbprint`() throws {
        let jwk = try JWK(json: Self.members)
        let json = jwk.encryptionJSON()
        #expect(json.names == ["kty", "crv", "x", "y", "kid", "use", "alg"])
        let read = try JWK(json: json)
        #expect(read == jwk)
        #expect(read.keyID == jwk.thumbprint)
        #expect(read.purpose == .encryption)
    }

    @Test func `keys are equal when their thumbprints are`() throws {
        let one = try JWK(json: Self.with([("kid", "a"), ("use", "sig")]))
        let two = try JWK(json: Self.with([("kid", "b"), ("alg", "ECDH-ES")]))
        let three = JWK(try Keys.issuer.get().publicKey)
        #expect(one == two)
        #expect(one != three)
        #expect(Set([one, two, three]).count == 2)
    }

    @Test(
        arguments: [
            [("use", "sig")], [("use", "enc")], [("alg", "ES256")], [("alg", "ECDH-ES")],
            [("use", "sig"), ("alg", "ES256"), ("key_ops", ["verify"])], [("key_ops", [])],
            [("use", "enc"), ("alg", "ECDH-ES"), ("key_ops", ["deriveBits"])], [("x5t", "ignored")],
        ] as [[(String, JSONValue?)]])
    func `members that agree are accepted`(changes: [(String, JSONValue?)]) {
        let json = Self.with(changes)
        #expect(code { _ = try JWK(json: json) } == nil)
        #expect(code { _ = try JWK(json: json, exact: true) } == .keyRefused)
    }

    @Test(
        arguments: [
            [("d", "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI")], [("d", .null)],
            [("d", "")], [("k", "AA")], [("p", "AA")],
            [("kty", nil)], [("kty", "RSA")], [("kty", "OKP")], [("kty", "oct")], [("kty", "ec")],
            [("kty", 1)], [("crv", nil)], [("crv", "P-384")], [("crv", "P-521")],
            [("crv", "p-256")],
            [("crv", "secp256k1")], [("crv", "Ed25519")], [("x", nil)], [("y", nil)], [("x", 1)],
            [("x", "")], [("y", "")], [("x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU=")],
            [("x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEV")],
            [("x", "g83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")],
            [("x", "AH_NzidwxF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")],
            [("x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVA")],
            [("x", "AH_Nzidw9sRdQYPL7m_bS3tYBzM1e-nvE7rPbjx70VRF")],
            [
                ("x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
                ("y", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            ],
            [("x", "_____wAAAAEAAAAAAAAAAAAAAAD_______________8")],
            [("use", "both")], [("use", 1)], [("alg", "ES384")], [("alg", "HS256")],
            [("alg", "none")],
            [("alg", 1)], [("alg", "ECDH-ES+A128KW")], [("alg", "RSA1_5")],
            [("use", "enc"), ("alg", "ES256")], [("use", "sig"), ("alg", "ECDH-ES")],
            [("use", "sig"), ("key_ops", ["deriveBits"])], [("key_ops", ["sign"])],
            [("key_ops", ["verify", "deriveKey"])], [("key_ops", "verify")], [("kid", 1)],
            [("kid", .null)],
        ] as [[(String, JSONValue?)]])
    func `what is no public P-256 key for one use is refused`(changes: [(String, JSONValue?)]) {
        let json = Self.with(changes)
        #expect(code { _ = try JWK(json: json) } == .keyRefused)
    }

    @Test func `an error tells no coordinates`() throws {
        let error = #expect(throws: JOSEError.self) {
            try JWK(json: Self.with([("x", "g83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")]))
        }
        #expect(error?.message == "JWK: expected a point on the curve")
    }
}
