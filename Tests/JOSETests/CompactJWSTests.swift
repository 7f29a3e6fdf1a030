import JOSE
import OpenSSL
import StrictJSON
import Testing

@Suite struct CompactJWSTests {
    @Test func `what is signed verifies and reads back`() throws {
        let (jws, key) = try Keys.signed()
        let read = try CompactJWS(jws.text, maximumBytes: 65_536)
        try read.verify(by: key)
        #expect(read == jws)
        #expect(read.payload == Keys.payload)
        #expect(read.header == Keys.header)
        #expect(read.type == "example+jwt")
        #expect(read.algorithm == .ES256)
        #expect(read.signature.count == 64)
    }

    @Test func `the example of RFC 7515 appendix A.3 verifies`() throws {
        let text =
            "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGF"
            + "tcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5"
            + "djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
        let jwk = try JWK(json: [
            "kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        ])
        let jws = try CompactJWS(text, maximumBytes: 1000)
        try jws.verify(by: jwk.key)
        #expect(jws.type == nil)
    }

    @Test func `the hash of a document is over what is signed, not over the signature`() throws {
        let key = try Keys.issuer.get()
        let one = try CompactJWS(signing: Keys.payload, header: Keys.header, key: key)
        let two = try CompactJWS(signing: Keys.payload, header: Keys.header, key: key)
        let input = parts(one.text).dropLast().joined(separator: ".")
        #expect(one.documentHash == Base64URL.encode(SHA256.hash(utf8: input)))
        #expect(one.documentHash == two.documentHash)
        #expect(one.documentHash.utf8.count == 43)
    }

    @Test func `a signature by another key is refused`() throws {
        let jws = try Keys.signed().jws
        let other = try Keys.other.get().publicKey
        #expect(code { try jws.verify(by: other) } == .signatureInvalid)
    }

    @Test func `no character can be changed`() throws {
        let (jws, key) = try Keys.signed()
        let original = Array(jws.text)
        for position in original.indices {
            var changed = original
            changed[position] = changed[position] == "A" ? "B" : "A"
            let result = code {
                try CompactJWS(String(changed), maximumBytes: 65_536).verify(by: key)
            }
            #expect(result != nil, "character \(position)")
        }
    }

    @Test(arguments: [0, 1, 32, 63, 65, 72, 128])
    func `a signature of another length is refused`(length: Int) throws {
        let (jws, _) = try Keys.signed()
        var slices = parts(jws.text)
        let signature = jws.signature + [UInt8](repeating: 0, count: 64)
        slices[2] = Base64URL.encode(Array(signature.prefix(length)))
        let text = slices.joined(separator: ".")
        #expect(code { _ = try CompactJWS(text, maximumBytes: 65_536) } == .signatureInvalid)
    }

    @Test func `zero and the order as r or s are refused`() throws {
        let (jws, key) = try Keys.signed()
        let zero = [UInt8](repeating: 0, count: 32)
        let ones = [UInt8](repeating: 0xFF, count: 32)
        let (r, s) = (Array(jws.signature.prefix(32)), Array(jws.signature.suffix(32)))
        for signature in [zero + s, r + zero, zero + zero, ones + s, r + ones] {
            var slices = parts(jws.text)
            slices[2] = Base64URL.encode(signature)
            let changed = try CompactJWS(slices.joined(separator: "."), maximumBytes: 65_536)
            #expect(code { try changed.verify(by: key) } == .signatureInvalid)
        }
    }

    @Test(arguments: ["", ".", "..", "...", "a.b", "a.b.c.d", "e30.e30", "e30.e30.e30.e30.e30"])
    func `another number of parts is refused`(text: String) {
        #expect(code { _ = try CompactJWS(text, maximumBytes: 1000) } == .malformed)
    }

    @Test func `one character too many is refused, whatever it is`() throws {
        let (jws, _) = try Keys.signed()
        let size = jws.text.utf8.count
        #expect(code { _ = try CompactJWS(jws.text, maximumBytes: size) } == nil)
        #expect(code { _ = try CompactJWS(jws.text, maximumBytes: size - 1) } == .tooLarge)
        let dots = String(repeating: ".", count: 1_000_000)
        #expect(code { _ = try CompactJWS(dots, maximumBytes: 1000) } == .tooLarge)
    }

    @Test(arguments: ["=", "\n", " ", "\u{301}", "é"])
    func `nothing may be added to a part`(addition: String) throws {
        let slices = parts(try Keys.signed().jws.text)
        for position in slices.indices {
            var changed = slices
            changed[position] += addition
            let text = changed.joined(separator: ".")
            #expect(code { _ = try CompactJWS(text, maximumBytes: 65_536) } == .malformed)
        }
    }
}
