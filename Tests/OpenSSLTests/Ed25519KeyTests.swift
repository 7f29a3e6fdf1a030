import OpenSSL
import Testing

@Suite struct Ed25519KeyTests {
    /// RFC 8032, section 7.1, tests 1 and 3.
    @Test(arguments: [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            """
            e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155
            5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
            """
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            """
            6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac
            18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
            """
        ),
    ])
    func `the examples of RFC 8032 sign and verify`(
        seed: String, point: String, message: String, signature: String
    ) throws {
        let key = try Ed25519PrivateKey(seed: try hex(seed))
        #expect(key.rawRepresentation == (try hex(seed)))
        #expect(key.publicKey.rawRepresentation == (try hex(point)))
        #expect(try key.sign(try hex(message)) == (try hex(signature)))
        let publicKey = try Ed25519PublicKey(rawRepresentation: try hex(point))
        #expect(publicKey == key.publicKey)
        #expect(publicKey.isValid(try hex(signature), for: try hex(message)))
    }

    @Test func `another message, key, signature or length is not valid`() throws {
        let key = try Ed25519PrivateKey()
        let signature = try key.sign([1, 2, 3])
        #expect(key.publicKey.isValid(signature, for: [1, 2, 3]))
        #expect(!key.publicKey.isValid(signature, for: [1, 2]))
        #expect(!(try Ed25519PrivateKey().publicKey.isValid(signature, for: [1, 2, 3])))
        #expect(!key.publicKey.isValid([signature[0] ^ 1] + signature[1...], for: [1, 2, 3]))
        #expect(!key.publicKey.isValid([UInt8](signature.dropLast()), for: [1, 2, 3]))
        #expect(!key.publicKey.isValid(signature + [0], for: [1, 2, 3]))
        #expect(!key.publicKey.isValid([], for: [1, 2, 3]))
    }

    @Test(arguments: [0, 31, 33, 64])
    func `keys of other lengths are refused`(length: Int) {
        let bytes = [UInt8](repeating: 1, count: length)
        expectRefusal(.keyMalformed) { _ = try Ed25519PrivateKey(seed: bytes) }
        expectRefusal(.keyMalformed) { _ = try Ed25519PublicKey(rawRepresentation: bytes) }
    }

    /// RFC 8410, section 10.3.
    private static let example = """
        -----BEGIN \(label)-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END \(label)-----
        """
    private static let label = "PRIVATE KEY"

    @Test func `the example of RFC 8410 is read`() throws {
        let key = try Ed25519PrivateKey(pem: Self.example)
        #expect(
            key.publicKey.rawRepresentation
                == (try hex("19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1")))
    }

    @Test func `another key, two keys, or none are refused`() throws {
        let other = try P256PrivateKey().pem()
        for text in [other, Self.example + "\n" + Self.example, ""] {
            expectRefusal(.keyMalformed) { _ = try Ed25519PrivateKey(pem: text) }
        }
        expectRefusal(.pemMalformed) {
            _ = try Ed25519PrivateKey(pem: "-----BEGIN \(Self.label)-----")
        }
        let sealed = try P256PrivateKey().pem(passphrase: "a passphrase")
        expectRefusal(.passphraseWrong) { _ = try Ed25519PrivateKey(pem: sealed) }
    }

    @Test func `bytes that are no point verify nothing`() throws {
        let key = try Ed25519PublicKey(
            rawRepresentation: [2] + [UInt8](repeating: 0, count: 31))
        #expect(!key.isValid([UInt8](repeating: 0, count: 64), for: [1]))
    }
}
