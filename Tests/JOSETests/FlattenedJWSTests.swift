import JOSE
import OpenSSL
import StrictJSON
import Testing

@Suite struct FlattenedJWSTests {
    static func signed() throws -> (jws: FlattenedJWS, key: P256PublicKey) {
        let key = try Keys.issuer.get()
        let jws = try FlattenedJWS(signing: Keys.payload, header: Keys.header, key: key)
        return (jws.withUnprotected(["etsiU": [["sigTst": [:]]]]), key.publicKey)
    }

    static func read(_ object: JSONObject) throws -> FlattenedJWS {
        try FlattenedJWS(object.bytes(), maximumBytes: 65_536)
    }

    static func members() throws -> JSONObject {
        let (jws, _) = try signed()
        return [
            "payload": .string(jws.payloadText), "protected": .string(jws.protectedText),
            "header": ["etsiU": []], "signature": .string(jws.signatureText),
        ]
    }

    @Test func `what is signed verifies and reads back byte for byte`() throws {
        let (jws, key) = try Self.signed()
        let read = try FlattenedJWS(jws.bytes(), maximumBytes: 65_536)
        try read.verify(by: key)
        #expect(read == jws)
        #expect(read.bytes() == jws.bytes())
        #expect(read.payload == Keys.payload)
        #expect(read.header == Keys.header)
        #expect(read.type == "example+jwt")
        #expect(read.unprotected == ["etsiU": [["sigTst": [:]]]])
        #expect(read.signature.count == 64)
        #expect(read.algorithm == .ES256)
    }

    @Test(arguments: ["\n", " ", "\r\n", "\t", "}", "\u{0}"])
    func `nothing stands behind the object`(surplus: String) throws {
        let bytes = try Self.signed().jws.bytes()
        let error = #expect(throws: JOSEError.self) {
            try FlattenedJWS(bytes + Array(surplus.utf8), maximumBytes: 65_536)
        }
        #expect(error?.code == .malformed)
    }

    @Test func `without an unprotected header there is no such member`() throws {
        let key = try Keys.issuer.get()
        let jws = try FlattenedJWS(signing: Keys.payload, header: Keys.header, key: key)
        let read = try FlattenedJWS(jws.bytes(), maximumBytes: 65_536)
        #expect(read.unprotected == nil)
        let names = try JSONReader(.parse(read.bytes(), maximumBytes: 65_536)).asObject().names
        #expect(names == ["payload", "protected", "signature"])
    }

    @Test func `the hash is that of the compact form with the same parts`() throws {
        let (jws, key) = try Self.signed()
        let text = "\(jws.protectedText).\(jws.payloadText).\(jws.signatureText)"
        let compact = try CompactJWS(text, maximumBytes: 65_536)
        try compact.verify(by: key)
        #expect(compact.documentHash == jws.documentHash)
    }

    @Test func `the unprotected header is under no signature`() throws {
        let (jws, key) = try Self.signed()
        let changed = jws.withUnprotected(["other": 1])
        try FlattenedJWS(changed.bytes(), maximumBytes: 65_536).verify(by: key)
        #expect(changed.documentHash == jws.documentHash)
    }

    @Test func `a signature by another key is refused`() throws {
        let (jws, _) = try Self.signed()
        let other = try Keys.other.get().publicKey
        #expect(code { try jws.verify(by: other) } == .signatureInvalid)
    }

    @Test(arguments: ["payload", "protected", "signature"])
    func `a signed member can be neither absent, nor changed, nor of another type`(
        name: String
    ) throws {
        let key = try Self.signed().key
        var object = try Self.members()
        let text = object[name]?.stringValue ?? ""
        for value in [nil, .null, 1, [.string(text)], .string(text + "="), .string("\(text) ")]
            as [JSONValue?]
        {
            object[name] = value
            #expect(code { _ = try Self.read(object) } == .malformed)
        }
        var characters = Array(text)
        characters[10] = characters[10] == "A" ? "B" : "A"
        object[name] = .string(String(characters))
        #expect(code { try Self.read(object).verify(by: key) } != nil)
    }

    @Test(arguments: ["signatures", "x", "Payload", ""])
    func `another member is refused`(name: String) throws {
        var object = try Self.members()
        object[name] = []
        #expect(code { _ = try Self.read(object) } == .malformed)
    }

    @Test(
        arguments: [
            (.null, .malformed), ([], .malformed), ("x", .malformed),
            (["alg": "ES256"], .headerRefused), (["typ": "example+jwt"], .headerRefused),
            (["etsiU": [], "crit": ["x"]], .headerRefused), (["zip": "DEF"], .headerRefused),
            (["b64": false], .headerRefused),
        ] as [(JSONValue, JOSEError.Code)])
    func `an unprotected header that changes what is protected is refused`(
        header: JSONValue, expected: JOSEError.Code
    ) throws {
        var object = try Self.members()
        object["header"] = header
        #expect(code { _ = try Self.read(object) } == expected)
    }

    @Test func `an algorithm in the unprotected header alone is refused`() throws {
        var object = try Self.members()
        object["protected"] = .string(Base64URL.encode(Array("{}".utf8)))
        object["header"] = ["alg": "ES256"]
        #expect(code { _ = try Self.read(object) } == .malformed)
    }

    @Test(arguments: ["", "null", "[]", "{}", "e30.e30.e30"])
    func `what is no flattened JWS is refused`(text: String) {
        let bytes = Array(text.utf8)
        #expect(code { _ = try FlattenedJWS(bytes, maximumBytes: 1000) } == .malformed)
    }

    @Test func `a member that comes twice, or bytes behind, are refused`() throws {
        let text = JSONValue.object(try Self.members()).text
        let twice = Array("\(text.dropLast()),\"payload\":\"e30\"}".utf8)
        #expect(code { _ = try FlattenedJWS(twice, maximumBytes: 65_536) } == .malformed)
        let behind = Array("\(text){}".utf8)
        #expect(code { _ = try FlattenedJWS(behind, maximumBytes: 65_536) } == .malformed)
    }

    @Test func `one byte too many is refused`() throws {
        let bytes = try Self.signed().jws.bytes()
        #expect(code { _ = try FlattenedJWS(bytes, maximumBytes: bytes.count) } == nil)
        #expect(code { _ = try FlattenedJWS(bytes, maximumBytes: bytes.count - 1) } == .tooLarge)
    }
}
