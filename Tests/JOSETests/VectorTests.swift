import JOSE
import OpenSSL
import StrictJSON
import TestKit
import Testing

/// Vectors of others, as far as our allow-list goes: all beyond it must be refused by name.
@Suite(.enabled(if: SharedData.isPresent, "skipped: shared test data is absent"))
struct VectorTests {
    static func read(_ path: String) throws -> JSONReader {
        let bytes = try #require(SharedData.bytes("vectors/\(path)"))
        return JSONReader(try JSONValue.parse(bytes, maximumBytes: 10_000_000))
    }

    /// Whether a JWS verifies by any key of a set, as we would do it: parse, take the public keys
    /// for signing, try each.
    static func isAccepted(_ text: String, keys: [JSONReader]) -> Bool {
        guard let jws = try? CompactJWS(text, maximumBytes: 65_536) else { return false }
        return keys.contains { reader in
            guard let jwk = try? JWK(json: try reader.asObject()) else { return false }
            return jwk.purpose != .encryption && (try? jws.verify(by: jwk.key)) != nil
        }
    }

    @Test func `wycheproof's key sets get the answer of our policy, case by case`() throws {
        let file = try Self.read("wycheproof/json_web_key_test.json")
        var (valid, invalid) = (0, 0)
        for group in try file.array("testGroups") {
            let keys =
                try group.optionalObject("public")?.array("keys")
                ?? group.object("private").array("keys")
            for test in try group.array("tests") {
                let text = try test.string("jws")
                let id = try test.integer("tcId")
                #expect(!Self.isAccepted(text, keys: keys), "tcId \(id)")
                if try test.string("result") == "valid" {
                    // All of these use HS or RS algorithms.
                    #expect(
                        code { _ = try CompactJWS(text, maximumBytes: 65_536) }
                            == .algorithmRefused, "tcId \(id)")
                    valid += 1
                } else {
                    invalid += 1
                }
            }
        }
        #expect(valid == 5)
        #expect(invalid == 21)
    }

    @Test func `wycheproof's ES256 signature verifies by the key that it was made with`() throws {
        let file = try Self.read("wycheproof/json_web_key_test.json")
        let group = try #require(
            try file.array("testGroups").first { try $0.string("comment") == "wrong_algorithm" })
        var json = try group.object("public").array("keys")[0].asObject()
        #expect(code { _ = try JWK(json: json) } == .keyRefused)
        json["alg"] = "ES256"
        let text = try group.array("tests")[0].string("jws")
        #expect(Self.isAccepted(text, keys: [JSONReader(.object(json))]))
    }

    @Test(arguments: [
        ("4_2.rsa-pss_signature.json", "PS384"), ("4_3.ecdsa_signature.json", "ES512"),
    ])
    func `the signatures of RFC 7520 are refused by name`(file: String, name: String) throws {
        let output = try Self.read("jose/\(file)").object("output")
        let compact = try output.string("compact")
        let flattened = try output.object("json_flat").asObject().bytes()
        let general = try output.object("json").asObject().bytes()
        for body in [
            { _ = try CompactJWS(compact, maximumBytes: 65_536) },
            { _ = try FlattenedJWS(flattened, maximumBytes: 65_536) },
        ] as [() throws -> Void] {
            let error = #expect(throws: JOSEError.self) { try body() }
            #expect(error?.code == .algorithmRefused)
            #expect(error?.message.contains("'\(name)'") == true)
        }
        #expect(code { _ = try FlattenedJWS(general, maximumBytes: 65_536) } == .malformed)
    }

    @Test func `the encryption of RFC 7520 with key wrapping is refused by name`() throws {
        let name = "5_4.key_agreement_with_key_wrapping_using_ecdh-es_and_aes-keywrap_with_aes-gcm"
        let output = try Self.read("jose/\(name).json").object("output")
        let compact = try output.string("compact")
        let error = #expect(throws: JOSEError.self) {
            try CompactJWE(compact, maximumBytes: 65_536)
        }
        #expect(error?.code == .algorithmRefused)
        #expect(error?.message.contains("'ECDH-ES+A128KW'") == true)
        for form in ["json", "json_flat"] {
            let text = try output.object(form).value.text
            #expect(code { _ = try CompactJWE(text, maximumBytes: 65_536) } == .malformed)
        }
    }
}
