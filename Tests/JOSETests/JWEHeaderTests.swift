import JOSE
import OpenSSL
import StrictJSON
import Testing

/// JWE headers that are refused before any key is looked at.
@Suite struct JWEHeaderTests {
    @Test(arguments: [
        ("alg", "RSA1_5"), ("alg", "RSA-OAEP"), ("alg", "RSA-OAEP-256"), ("alg", "dir"),
        ("alg", "A128KW"), ("alg", "A256GCMKW"), ("alg", "ECDH-ES+A128KW"),
        ("alg", "ECDH-ES+A256KW"),
        ("alg", "PBES2-HS256+A128KW"), ("alg", "PBES2-HS512+A256KW"), ("alg", "none"),
        ("alg", "ES256"), ("alg", "ecdh-es"), ("alg", "HPKE-0"), ("enc", "A192GCM"),
        ("enc", "A128CBC-HS256"), ("enc", "A256CBC-HS512"), ("enc", "a256gcm"), ("enc", "none"),
        ("enc", "A256KW"),
    ])
    func `an algorithm that is not on the allow-list is refused by name`(
        parameter: String, name: String
    ) throws {
        let text = try CompactJWETests.text(header: [(parameter, .string(name))])
        let error = #expect(throws: JOSEError.self) { try CompactJWE(text, maximumBytes: 65_536) }
        #expect(error?.code == .algorithmRefused)
        #expect(error?.message.contains("'\(name)'") == true)
    }

    @Test(
        arguments: [
            ([("zip", "DEF")], .compressionRefused), ([("zip", "")], .compressionRefused),
            ([("crit", ["exp"])], .criticalRefused), ([("crit", [])], .criticalRefused),
            ([("alg", nil)], .malformed), ([("alg", 1)], .malformed), ([("enc", nil)], .malformed),
            ([("enc", ["A256GCM"])], .malformed), ([("kid", 1)], .headerRefused),
            ([("cty", 1)], .headerRefused), ([("epk", nil)], .headerRefused),
            ([("epk", "x")], .headerRefused), ([("epk", [])], .headerRefused),
            ([("epk", [:])], .keyRefused), ([("apu", 1)], .headerRefused),
            ([("apu", "=")], .headerRefused), ([("apv", "A")], .headerRefused),
            ([("apv", [])], .headerRefused), ([("b64", true)], .headerRefused),
        ] as [([(String, JSONValue?)], JOSEError.Code)])
    func `a header that is not as prescribed is refused`(
        changes: [(String, JSONValue?)], expected: JOSEError.Code
    ) throws {
        let text = try CompactJWETests.text(header: changes)
        #expect(code { _ = try CompactJWE(text, maximumBytes: 65_536) } == expected)
    }

    @Test(arguments: [
        ("y", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), ("x", "AA"), ("crv", "P-384"),
        ("crv", "X25519"), ("kty", "OKP"), ("d", "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"),
        ("use", "sig"),
    ])
    func `an ephemeral key that is off the curve, private or of another kind is refused`(
        name: String, value: String
    ) throws {
        var epk = JWKTests.members
        epk[name] = .string(value)
        let text = try CompactJWETests.text(header: [("epk", .object(epk))])
        #expect(code { _ = try CompactJWE(text, maximumBytes: 65_536) } == .keyRefused)
    }

    @Test(
        arguments: [
            [("epk", .object(JWKTests.members))], [("apu", "QWxpY2U")], [("apv", "Qm9i")],
            [("kid", "k2")], [("cty", nil)], [("enc", "A128GCM")], [("new", 1)],
        ] as [[(String, JSONValue?)]])
    func `a changed header opens nothing`(changes: [(String, JSONValue?)]) throws {
        let jwe = try CompactJWE(
            CompactJWETests.text(header: changes), maximumBytes: 65_536)
        let key = try Keys.issuer.get()
        #expect(code { _ = try jwe.decrypt(with: key) } == .decryptionFailed)
    }
}
