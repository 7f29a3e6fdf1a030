import JOSE
import OpenSSL
import StrictJSON
import Testing

@Suite struct CompactJWETests {
    static let plaintext = Array("the quick brown fox".utf8)

    static func encrypted(
        _ encryption: ContentEncryption = .A256GCM
    ) throws -> (jwe: CompactJWE, key: P256PrivateKey) {
        let key = try Keys.issuer.get()
        let jwe = try CompactJWE(
            encrypting: plaintext, to: JWK(key.publicKey), keyID: "k1", contentType: "JWT",
            encryption: encryption)
        return (jwe, key)
    }

    /// The text with another header; the rest as it was.
    static func text(header changes: [(String, JSONValue?)]) throws -> String {
        let (jwe, _) = try encrypted()
        var header = jwe.header
        for (name, value) in changes { header[name] = value }
        var slices = parts(jwe.text)
        slices[0] = Base64URL.encode(header.bytes())
        return slices.joined(separator: ".")
    }

    @Test(arguments: ContentEncryption.allCases)
    func `what is encrypted to a key opens with it`(encryption: ContentEncryption) throws {
        let (jwe, key) = try Self.encrypted(encryption)
        let read = try CompactJWE(jwe.text, maximumBytes: 65_536)
        #expect(try read.decrypt(with: key) == Self.plaintext)
        #expect(try jwe.decrypt(with: key) == Self.plaintext)
        #expect(read.header.names == ["alg", "enc", "kid", "epk", "cty"])
        #expect(read.header["epk"]?.objectValue?.names == ["kty", "crv", "x", "y"])
        #expect(read.keyID == "k1")
        #expect(read.contentType == "JWT")
        #expect(read.encryption == encryption)
        #expect(read.documentHash == Base64URL.encode(SHA256.hash(utf8: jwe.text)))
    }

    @Test(arguments: [0, 1, 15, 16, 17, 16_384, 400_000])
    func `a plaintext of any size comes back`(size: Int) throws {
        let key = try Keys.issuer.get()
        let plaintext = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        let jwe = try CompactJWE(
            encrypting: plaintext, to: JWK(key.publicKey), keyID: "k")
        let read = try CompactJWE(jwe.text, maximumBytes: 1_000_000)
        #expect(try read.decrypt(with: key) == plaintext)
        #expect(read.header.names == ["alg", "enc", "kid", "epk"])
    }

    @Test func `nothing comes out twice the same`() throws {
        let (one, two) = (try Self.encrypted().jwe, try Self.encrypted().jwe)
        #expect(one.header["epk"] != two.header["epk"])
        #expect(parts(one.text)[2] != parts(two.text)[2])
        #expect(parts(one.text)[3] != parts(two.text)[3])
    }

    @Test func `the key of RFC 7518 appendix C comes out, party names and all`() throws {
        let bob = try P256PrivateKey(
            scalar: Base64URL.decode("VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw"))
        let epk: JSONValue = [
            "kty": "EC", "crv": "P-256", "x": "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0",
            "y": "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps",
        ]
        let header: JSONObject = [
            "alg": "ECDH-ES", "enc": "A128GCM", "apu": "QWxpY2U", "apv": "Qm9i", "epk": epk,
        ]
        let key = try Base64URL.decode("VqqN6vgjbSBcIijNcacQGg")
        let iv = [UInt8](repeating: 1, count: 12)
        let protected = Base64URL.encode(header.bytes())
        let sealed = try AESGCM.seal(
            Self.plaintext, key: key, iv: iv, authenticating: Array(protected.utf8))
        let text =
            "\(protected)..\(Base64URL.encode(iv)).\(Base64URL.encode(sealed.ciphertext))"
            + ".\(Base64URL.encode(sealed.tag))"
        #expect(try CompactJWE(text, maximumBytes: 65_536).decrypt(with: bob) == Self.plaintext)
    }

    @Test func `another key opens nothing`() throws {
        let (jwe, _) = try Self.encrypted()
        let other = try Keys.other.get()
        #expect(code { _ = try jwe.decrypt(with: other) } == .decryptionFailed)
    }

    @Test func `no character can be changed`() throws {
        let (jwe, key) = try Self.encrypted()
        let original = Array(jwe.text)
        for position in original.indices {
            var changed = original
            changed[position] = changed[position] == "A" ? "B" : "A"
            let text = String(changed)
            let result = code {
                _ = try CompactJWE(text, maximumBytes: 65_536).decrypt(with: key)
            }
            #expect(result != nil, "character \(position)")
        }
    }

    @Test(arguments: [0, 2, 3, 4])
    func `no part can come from another JWE to the same key`(position: Int) throws {
        let (one, key) = try Self.encrypted()
        let two = try Self.encrypted().jwe
        var slices = parts(one.text)
        slices[position] = parts(two.text)[position]
        let mixed = try CompactJWE(slices.joined(separator: "."), maximumBytes: 65_536)
        #expect(code { _ = try mixed.decrypt(with: key) } == .decryptionFailed)
    }

    @Test(
        arguments: [
            (1, [1]), (1, [UInt8](repeating: 7, count: 40)), (2, []),
            (2, [UInt8](repeating: 7, count: 11)),
            (2, [UInt8](repeating: 7, count: 13)), (2, [UInt8](repeating: 7, count: 16)), (4, []),
            (4, [UInt8](repeating: 7, count: 12)), (4, [UInt8](repeating: 7, count: 15)),
            (4, [UInt8](repeating: 7, count: 17)),
        ] as [(Int, [UInt8])])
    func `an encrypted key, or an iv or tag of another size, is refused`(
        position: Int, bytes: [UInt8]
    ) throws {
        var slices = parts(try Self.encrypted().jwe.text)
        slices[position] = Base64URL.encode(bytes)
        let text = slices.joined(separator: ".")
        #expect(code { _ = try CompactJWE(text, maximumBytes: 65_536) } == .malformed)
    }

    @Test(arguments: [0, 1, 2, 3, 4])
    func `nothing may be added to a part`(position: Int) throws {
        for addition in ["=", " ", "\n", "é", "."] {
            var slices = parts(try Self.encrypted().jwe.text)
            slices[position] += addition
            let text = slices.joined(separator: ".")
            #expect(code { _ = try CompactJWE(text, maximumBytes: 65_536) } == .malformed)
        }
    }

    @Test(arguments: ["", "....", "e30.e30.e30", "e30....", "e30.....", "a.b.c.d"])
    func `what is no compact JWE is refused`(text: String) {
        #expect(code { _ = try CompactJWE(text, maximumBytes: 1000) } == .malformed)
    }

    @Test func `one character too many is refused`() throws {
        let text = try Self.encrypted().jwe.text
        let size = text.utf8.count
        #expect(code { _ = try CompactJWE(text, maximumBytes: size) } == nil)
        #expect(code { _ = try CompactJWE(text, maximumBytes: size - 1) } == .tooLarge)
    }

    @Test func `a key published for signing is not encrypted to`() throws {
        var json = JWK(try Keys.issuer.get().publicKey).json
        json["use"] = "sig"
        let jwk = try JWK(json: json)
        let result = code { _ = try CompactJWE(encrypting: [], to: jwk, keyID: "k") }
        #expect(result == .keyRefused)
    }
}
