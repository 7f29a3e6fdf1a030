import OpenSSL
import Testing

@Suite struct ConcatKDFTests {
    /// RFC 7518, appendix C.
    @Test func `the example of RFC 7518 derives its key`() throws {
        let secret: [UInt8] = [
            158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49,
            110, 163, 218, 128, 106, 72, 246, 218, 167, 121, 140, 254, 144, 196,
        ]
        let otherInfo: [UInt8] =
            [0, 0, 0, 7] + "A128GCM".utf8 + [0, 0, 0, 5] + "Alice".utf8 + [0, 0, 0, 3] + "Bob".utf8
            + [0, 0, 0, 128]
        let key = try ConcatKDF.derive(secret, otherInfo: otherInfo, length: 16)
        #expect(key == [86, 170, 141, 234, 248, 35, 109, 32, 92, 34, 40, 205, 113, 167, 16, 26])
    }

    @Test func `more than one round is the hash of counter, secret and information`() throws {
        let rounds =
            SHA256.hash([0, 0, 0, 1, 9, 9, 5]) + SHA256.hash([0, 0, 0, 2, 9, 9, 5])
        #expect(try ConcatKDF.derive([9, 9], otherInfo: [5], length: 48) == [UInt8](rounds[..<48]))
        #expect(try ConcatKDF.derive([9, 9], otherInfo: [], length: 8).count == 8)
    }

    @Test(arguments: [-1, 0, 1_025])
    func `a length out of bounds is refused`(length: Int) {
        expectRefusal(.operationFailed) {
            _ = try ConcatKDF.derive([1], otherInfo: [], length: length)
        }
    }

    @Test func `an empty secret is refused`() {
        expectRefusal(.operationFailed) {
            _ = try ConcatKDF.derive([], otherInfo: [1], length: 16)
        }
    }
}
