import OpenSSL
import Testing

@Suite struct AESGCMTests {
    private static let iv = [UInt8](0..<12)
    private static let text = [UInt8]("een geheim".utf8)
    private static let data = [UInt8]("kop".utf8)

    @Test(arguments: [16, 32])
    func `what was sealed opens again`(length: Int) throws {
        let key = try SecureRandom.bytes(length)
        let (ciphertext, tag) = try AESGCM.seal(
            Self.text, key: key, iv: Self.iv, authenticating: Self.data)
        #expect(ciphertext.count == Self.text.count)
        #expect(tag.count == 16)
        let opened = try AESGCM.open(
            ciphertext, tag: tag, key: key, iv: Self.iv, authenticating: Self.data)
        #expect(opened == Self.text)
    }

    @Test func `nothing seals to a tag alone`() throws {
        let key = [UInt8](repeating: 0, count: 16)
        let iv = [UInt8](repeating: 0, count: 12)
        let (ciphertext, tag) = try AESGCM.seal([], key: key, iv: iv, authenticating: [])
        #expect(ciphertext.isEmpty)
        // Test case 1 of the GCM specification.
        #expect(tag == (try hex("58e2fccefa7e3061367f1d57a4e7455a")))
        #expect(try AESGCM.open([], tag: tag, key: key, iv: iv, authenticating: []).isEmpty)
    }

    @Test(arguments: [0, 1, 8, 15, 17, 24, 31, 33])
    func `a key of another length is refused`(length: Int) {
        let key = [UInt8](repeating: 7, count: length)
        expectRefusal(.operationFailed) {
            _ = try AESGCM.seal(Self.text, key: key, iv: Self.iv, authenticating: [])
        }
    }

    @Test(arguments: [0, 8, 11, 13, 16])
    func `an initialisation vector of another length is refused`(length: Int) {
        let key = [UInt8](repeating: 7, count: 32)
        let iv = [UInt8](repeating: 1, count: length)
        expectRefusal(.operationFailed) {
            _ = try AESGCM.seal(Self.text, key: key, iv: iv, authenticating: [])
        }
    }

    @Test(arguments: [0, 4, 12, 15, 17])
    func `a shortened or longer tag is refused`(length: Int) throws {
        let key = [UInt8](repeating: 7, count: 32)
        let (ciphertext, tag) = try AESGCM.seal(
            Self.text, key: key, iv: Self.iv, authenticating: [])
        let other = [UInt8]((tag + tag).prefix(length))
        expectRefusal(.operationFailed) {
            _ = try AESGCM.open(ciphertext, tag: other, key: key, iv: Self.iv, authenticating: [])
        }
    }

    @Test func `another key, vector, ciphertext, tag or data is refused`() throws {
        let key = [UInt8](repeating: 7, count: 32)
        let (ciphertext, tag) = try AESGCM.seal(
            Self.text, key: key, iv: Self.iv, authenticating: Self.data)
        func flipped(_ bytes: [UInt8]) -> [UInt8] { [bytes[0] ^ 1] + bytes.dropFirst() }
        let attempts: [([UInt8], [UInt8], [UInt8], [UInt8], [UInt8])] = [
            (flipped(ciphertext), tag, key, Self.iv, Self.data),
            (ciphertext, flipped(tag), key, Self.iv, Self.data),
            (ciphertext, tag, flipped(key), Self.iv, Self.data),
            (ciphertext, tag, key, flipped(Self.iv), Self.data),
            (ciphertext, tag, key, Self.iv, flipped(Self.data)),
            (ciphertext, tag, key, Self.iv, []),
            ([UInt8](ciphertext.dropLast()), tag, key, Self.iv, Self.data),
        ]
        for (ciphertext, tag, key, iv, data) in attempts {
            expectRefusal(.decryptionFailed) {
                _ = try AESGCM.open(ciphertext, tag: tag, key: key, iv: iv, authenticating: data)
            }
        }
    }
}
