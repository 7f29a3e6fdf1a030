import JOSE
import OpenSSL
import SelectiveDisclosure
import StrictJSON
import Testing

@Suite struct ParsingTests {
    @Test(arguments: [
        "", "~", "~~", "a.b.c", "a.b.c~", "~a.b.c", "e30~", "e30.e30.e30~e30",
    ])
    func `what is no SD-JWT is refused`(text: String) {
        #expect(code { _ = try SDJWT(text, maximumBytes: 1000) } == .malformed)
    }

    @Test func `a JWS without a tilde is no SD-JWT`() throws {
        let text = try Credentials.issued().issuerJWS.text
        #expect(code { _ = try SDJWT(text, maximumBytes: 65_536) } == .malformed)
        #expect(code { _ = try SDJWT(text + "~", maximumBytes: 65_536) } == nil)
    }

    @Test func `one character too many is refused`() throws {
        let text = try Credentials.presented().text
        let size = text.utf8.count
        #expect(code { _ = try SDJWT(text, maximumBytes: size) } == nil)
        #expect(code { _ = try SDJWT(text, maximumBytes: size - 1) } == .tooLarge)
        let tildes = String(repeating: "~", count: 1_000_000)
        #expect(code { _ = try SDJWT(tildes, maximumBytes: 1000) } == .tooLarge)
    }

    @Test(arguments: [
        #"[]"#, #"["s"]"#, #"["s","n",1,2]"#, #"{"s":"n"}"#, #""s""#, #"[1,"n",1]"#, #"[null,1]"#,
        #"["s",1,1]"#, #"["s",null,1]"#, #"["s",["n"],1]"#, #"["s","n",1.5]"#, #"["s","n",1],"#,
        #"["s","n",{"a":1,"a":2}]"#, "[\"s\",\"n\",\"\u{0}\"]", "", #"["s","n","#,
        "[\"s\",\"n\",1]\n", #"["s","n",1] "#,
    ])
    func `a disclosure of another form is refused`(content: String) throws {
        let encoded = Base64URL.encode(Array(content.utf8))
        #expect(code { _ = try Disclosure(encoded: encoded) } == .disclosureMalformed)
        let text = try Credentials.text(["_sd": []], [encoded])
        #expect(code { _ = try SDJWT(text, maximumBytes: 1000) } == .disclosureMalformed)
    }

    @Test(arguments: ["WyJzIiwxXQ==", "WyJzIiwxXQ=", "WyJzIiwxXR", "WyJz IiwxXQ", "a.b.c", "*"])
    func `a disclosure that is no canonical base64url is refused`(encoded: String) {
        #expect(code { _ = try Disclosure(encoded: encoded) } == .disclosureMalformed)
    }

    @Test(arguments: ["_sd", "...", "_sd_alg"])
    func `a disclosure with a reserved name is refused`(name: String) {
        let raw = Raw(["s", .string(name), 1])
        #expect(code { _ = try Disclosure(encoded: raw.encoded) } == .reservedName)
        #expect(code { _ = try Disclosure(name: name, value: 1) } == .reservedName)
    }

    @Test func `a disclosure of two elements is one of an array`() throws {
        let made = try Disclosure(name: nil, value: ["a", 1])
        let read = try Disclosure(encoded: made.encoded)
        #expect(read == made)
        #expect(read.name == nil)
        #expect(read.value == ["a", 1])
        #expect(read.digest == Base64URL.encode(SHA256.hash(utf8: made.encoded)))
    }

    @Test func `the disclosure of RFC 9901 section 4.2.1 has the digest of section 4.2.3`() throws {
        let disclosure = try Disclosure(
            encoded: "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0")
        #expect(disclosure.salt == "_26bc4LT-ac6q2KI6cBW5es")
        #expect(disclosure.name == "family_name")
        #expect(disclosure.value == "Möbius")
        #expect(disclosure.digest == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0")
    }

    @Test(arguments: ["[]", "1", "", "{} {}", "{} ", "{}\n", #"{"a":1,"a":2}"#, #"{"a":1.0}"#])
    func `an issuer's payload that is no JSON object is refused`(payload: String) throws {
        let jws = try CompactJWS(
            signing: Array(payload.utf8), header: Credentials.header, key: Credentials.issuer.get())
        #expect(code { _ = try SDJWT(jws.text + "~", maximumBytes: 1000) } == .malformed)
    }

    @Test(
        arguments: [
            (#"{"alg":"none"}"#, .algorithmRefused), (#"{"alg":"HS256"}"#, .algorithmRefused),
            (#"{"alg":"ES256","crit":["x"]}"#, .headerRefused),
            (#"{"alg":"ES256","zip":"DEF"}"#, .headerRefused),
            (#"{"typ":"dc+sd-jwt"}"#, .malformed),
        ] as [(String, SDJWTError.Code)])
    func `an issuer's or a key binding's header that is refused is so here`(
        header: String, expected: SDJWTError.Code
    ) throws {
        let signature = Base64URL.encode([UInt8](repeating: 1, count: 64))
        let jws = "\(Base64URL.encode(Array(header.utf8))).e30.\(signature)"
        let issued = try Credentials.issued().text
        #expect(code { _ = try SDJWT(jws + "~", maximumBytes: 65_536) } == expected)
        #expect(code { _ = try SDJWT(issued + jws, maximumBytes: 65_536) } == expected)
    }

    @Test func `an empty disclosure is refused`() throws {
        let issued = try Credentials.issued().text
        #expect(code { _ = try SDJWT(issued + "~", maximumBytes: 65_536) } == .disclosureMalformed)
    }

    @Test func `no character of a presentation can be changed`() throws {
        let presented = try Credentials.presented()
        let issuer = try Credentials.issuer.get().publicKey
        let holder = try Credentials.holder.get().publicKey
        let original = Array(presented.text)
        for position in original.indices {
            var changed = original
            changed[position] = changed[position] == "A" ? "B" : "A"
            let text = String(changed)
            let result = code {
                _ = try SDJWT(text, maximumBytes: 65_536).verified(by: issuer)
                    .keyBinding(heldBy: holder, audience: "x509_hash:abc", nonce: "n-1")
            }
            #expect(result != nil, "character \(position)")
        }
    }
}
