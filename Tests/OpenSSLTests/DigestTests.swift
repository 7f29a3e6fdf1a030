import OpenSSL
import Testing

@Suite struct DigestTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `SHA-256 gives the hashes of FIPS 180`(text: String, expected: String) throws {
        #expect(SHA256.hash(utf8: text) == (try hex(expected)))
        #expect(SHA256.hash([UInt8](text.utf8)) == (try hex(expected)))
    }

    @Test func `a million letters hash as FIPS 180 says`() throws {
        let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        #expect(SHA256.hash([UInt8](repeating: 0x61, count: 1_000_000)) == (try hex(expected)))
    }

    @Test(arguments: [
        (
            "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "4869205468657265",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            "4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            "4a656665", "",
            "923598ca6d64af2a5dba79dcd021a8a0fe5c5f557519adaaf0ad532d4506dd30"
        ),
    ])
    func `HMAC gives the codes of RFC 4231`(key: String, message: String, expected: String) throws {
        let code = try HMACSHA256.code(for: try hex(message), key: try hex(key))
        #expect(code == (try hex(expected)))
        #expect(code.count == 32)
    }

    @Test func `an empty HMAC key is refused`() {
        expectRefusal(.operationFailed) { _ = try HMACSHA256.code(for: [1], key: []) }
    }

    @Test func `equal bytes are equal in constant time`() {
        #expect(constantTimeEqual([], []))
        #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]))
    }

    @Test(arguments: [[], [1, 2], [1, 2, 4], [0, 2, 3], [1, 2, 3, 0]] as [[UInt8]])
    func `other bytes are not equal in constant time`(other: [UInt8]) {
        #expect(!constantTimeEqual([1, 2, 3], other))
    }

    @Test func `random bytes have the length asked for and differ`() throws {
        #expect(try SecureRandom.bytes(0).isEmpty)
        #expect(try SecureRandom.bytes(32).count == 32)
        #expect(try SecureRandom.bytes(32) != SecureRandom.bytes(32))
    }

    @Test(arguments: [-1, 1_048_577, Int.max])
    func `a count of random bytes out of bounds is refused`(count: Int) {
        expectRefusal(.operationFailed) { _ = try SecureRandom.bytes(count) }
    }
}
