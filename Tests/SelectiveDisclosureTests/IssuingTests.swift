import JOSE
import OpenSSL
import SelectiveDisclosure
import StrictJSON
import Testing

@Suite struct IssuingTests {
    @Test func `what is issued verifies and shows every claim`() throws {
        let issued = try Credentials.issued()
        let read = try SDJWT(issued.text, maximumBytes: 65_536)
        #expect(read == issued)
        let verified = try read.verified(by: Credentials.issuer.get().publicKey)
        #expect(verified.disclosedNames == Credentials.claims.map(\.name))
        for (name, value) in Credentials.claims { #expect(verified.claims[name] == value) }
        for (name, value) in try Credentials.plain() { #expect(verified.claims[name] == value) }
        #expect(verified.claims.count == 9)
    }

    @Test func `the payload is the plain claims, the hash algorithm and sorted digests`() throws {
        let issued = try Credentials.issued()
        let names = ["iss", "iat", "exp", "vct", "cnf", "_sd_alg", "_sd"]
        #expect(issued.payload.names == names)
        #expect(issued.payload["_sd_alg"] == "sha-256")
        let digests = try JSONReader(.object(issued.payload)).strings("_sd")
        #expect(digests == digests.sorted())
        #expect(Set(digests) == Set(issued.disclosures.map(\.digest)))
        #expect(issued.issuerJWS.header == Credentials.header)
        #expect(issued.text.hasSuffix("~"))
        #expect(issued.keyBinding == nil)
    }

    @Test func `every salt is sixteen fresh bytes`() throws {
        let salts = try (Credentials.issued().disclosures + Credentials.issued().disclosures)
            .map(\.salt)
        #expect(Set(salts).count == 8)
        for salt in salts { #expect(try Base64URL.decode(salt).count == 16) }
    }

    @Test func `nothing disclosable gives an SD-JWT all the same`() throws {
        let issued = try SDJWT.issue(
            plain: ["iss": "x"], disclosable: [], header: Credentials.header,
            key: Credentials.issuer.get())
        let verified = try SDJWT(issued.text, maximumBytes: 1000)
            .verified(by: Credentials.issuer.get().publicKey)
        #expect(verified.claims == ["iss": "x"])
        #expect(verified.disclosedNames.isEmpty)
    }

    @Test func `the hash of the document is over all characters`() throws {
        let issued = try Credentials.issued()
        #expect(issued.hash == Base64URL.encode(SHA256.hash(utf8: issued.text)))
        #expect(issued.hash == issued.bindingHash)
        let presented = try Credentials.presented()
        #expect(presented.hash != presented.bindingHash)
    }

    @Test(
        arguments: [
            ([:], [("_sd", 1)], .reservedName), ([:], [("...", 1)], .reservedName),
            ([:], [("_sd_alg", 1)], .reservedName), ([:], [("a", ["_sd": []])], .reservedName),
            ([:], [("a", [["...": "x"]])], .reservedName), (["_sd": []], [], .reservedName),
            (["_sd_alg": "sha-256"], [], .reservedName),
            (["a": ["b": [["...": 1]]]], [], .reservedName),
            (["a": 1], [("a", 2)], .nameClash), ([:], [("a", 1), ("a", 2)], .nameClash),
            ([:], [("exp", 1)], .mustBePlain), ([:], [("cnf", [:])], .mustBePlain),
            ([:], [("vct", "x")], .mustBePlain), ([:], [("iss", "x")], .mustBePlain),
        ] as [(JSONObject, [(name: String, value: JSONValue)], SDJWTError.Code)])
    func `claims that could not be told apart are not issued`(
        plain: JSONObject, disclosable: [(name: String, value: JSONValue)],
        expected: SDJWTError.Code
    ) throws {
        let key = try Credentials.issuer.get()
        let result = code {
            _ = try SDJWT.issue(
                plain: plain, disclosable: disclosable, header: Credentials.header, key: key)
        }
        #expect(result == expected)
    }

    @Test(
        arguments: [
            (["alg": "none"], .algorithmRefused), (["alg": "HS256"], .algorithmRefused),
            (["typ": "x"], .malformed), (["alg": "ES256", "crit": ["x"]], .headerRefused),
        ] as [(JSONObject, SDJWTError.Code)])
    func `a header that would be refused is not signed`(
        header: JSONObject, expected: SDJWTError.Code
    ) throws {
        let key = try Credentials.issuer.get()
        let result = code {
            _ = try SDJWT.issue(plain: [:], disclosable: [], header: header, key: key)
        }
        #expect(result == expected)
    }
}
