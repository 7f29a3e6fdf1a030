import JOSE
import OpenSSL
import StrictJSON
import Testing

/// Headers that are refused before any key is looked at.
@Suite struct HeaderTests {
    @Test(arguments: [
        "none", "None", "NONE", "HS256", "HS384", "HS512", "RS256", "RS512", "PS256", "PS384",
        "ES384", "ES512", "ES521", "ES256K", "EdDSA", "Ed25519", "es256", "ES256 ", " ES256",
        "RSA1_5", "RSA-OAEP", "PBES2-HS256+A128KW", "ECDH-ES", "A256GCM", "dir",
    ])
    func `a signature algorithm that is not on the allow-list is refused by name`(name: String) {
        let text = Keys.compact(header: #"{"alg":"\#(name)"}"#)
        let error = #expect(throws: JOSEError.self) { try CompactJWS(text, maximumBytes: 1000) }
        #expect(error?.code == .algorithmRefused)
        let plain = !name.contains(" ")
        #expect(error?.message.contains(plain ? "'\(name)'" : "of an unreadable name") == true)
    }

    @Test(arguments: [
        "", String(repeating: "A", count: 33), "a\\u0000", "\\u001b[2J", "é", "x\\ny",
    ])
    func `a name that is no name is refused without being repeated`(name: String) {
        let text = Keys.compact(header: #"{"alg":"\#(name)"}"#)
        let error = #expect(throws: JOSEError.self) { try CompactJWS(text, maximumBytes: 1000) }
        #expect(error?.code == .algorithmRefused)
        #expect(error?.message.contains("of an unreadable name") == true)
    }

    static let refused: [(String, JOSEError.Code)] = [
        (#"{"alg":"ES256","crit":["exp"],"exp":1}"#, .criticalRefused),
        (#"{"alg":"ES256","crit":["b64"],"b64":false}"#, .criticalRefused),
        (#"{"alg":"ES256","crit":[]}"#, .criticalRefused),
        (#"{"alg":"ES256","crit":null}"#, .criticalRefused),
        (#"{"alg":"none","crit":["x"]}"#, .criticalRefused),
        (#"{"alg":"ES256","zip":"DEF"}"#, .compressionRefused),
        (#"{"alg":"ES256","zip":null}"#, .compressionRefused),
        (#"{"alg":"ES256","b64":true}"#, .headerRefused),
        (#"{"alg":"ES256","typ":1}"#, .headerRefused),
        (#"{"alg":"ES256","typ":null}"#, .headerRefused),
        (#"{"alg":"ES256","cty":["JWT"]}"#, .headerRefused),
        (#"{"alg":"ES256","kid":7}"#, .headerRefused),
        (#"{}"#, .malformed),
        (#"{"typ":"JWT"}"#, .malformed),
        (#"{"alg":null}"#, .malformed),
        (#"{"alg":["ES256"]}"#, .malformed),
        (#"{"ALG":"ES256"}"#, .malformed),
        (#"{"alg":"ES256","alg":"none"}"#, .malformed),
        (#"{"alg":"ES256","\u0061lg":"none"}"#, .malformed),
        (#"{"alg":"ES256","iat":1.5}"#, .malformed),
        (#"{"alg":"ES256"}x"#, .malformed),
        (#"{"alg":"ES256"} "#, .malformed),
        ("{\"alg\":\"ES256\"}\n", .malformed),
        (#"["alg","ES256"]"#, .malformed),
        (#""ES256""#, .malformed),
        ("", .malformed),
        ("\u{FEFF}{\"alg\":\"ES256\"}", .malformed),
    ]

    @Test(arguments: refused)
    func `a header that could be read in two ways is refused`(
        header: String, expected: JOSEError.Code
    ) {
        let text = Keys.compact(header: header)
        #expect(code { _ = try CompactJWS(text, maximumBytes: 1000) } == expected)
    }

    @Test func `white space in a header is no matter, the text is what counts`() throws {
        let text = Keys.compact(header: #" { "alg" : "ES256" }"#)
        let key = try Keys.issuer.get().publicKey
        let jws = try CompactJWS(text, maximumBytes: 1000)
        #expect(code { try jws.verify(by: key) } == .signatureInvalid)
    }

    @Test(
        arguments: [
            (["typ": "x"], .malformed), (["alg": "none"], .algorithmRefused),
            (["alg": "HS256"], .algorithmRefused),
            (["alg": "ES256", "crit": []], .criticalRefused),
            (["alg": "ES256", "zip": "DEF"], .compressionRefused),
            (["alg": "ES256", "b64": false], .headerRefused),
        ] as [(JSONObject, JOSEError.Code)])
    func `what would be refused is not signed either`(
        header: JSONObject, expected: JOSEError.Code
    ) throws {
        let key = try Keys.issuer.get()
        let compact = code { _ = try CompactJWS(signing: [], header: header, key: key) }
        let flattened = code { _ = try FlattenedJWS(signing: [], header: header, key: key) }
        #expect(compact == expected)
        #expect(flattened == expected)
    }

    @Test func `a key in the header decides nothing`() throws {
        let attacker = try Keys.other.get()
        let header: JSONObject = [
            "alg": "ES256", "jwk": .object(JWK(attacker.publicKey).json),
            "jku": "https://evil.example",
        ]
        let jws = try CompactJWS(signing: Keys.payload, header: header, key: attacker)
        let key = try Keys.issuer.get().publicKey
        #expect(code { try jws.verify(by: key) } == .signatureInvalid)
    }
}
