import OpenSSL
import Testing

@Suite struct P256KeyTests {
    private static let message = [UInt8]("een verklaring".utf8)

    /// RFC 6979, appendix A.2.5.
    private static let scalar = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
    private static let x = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
    private static let y = "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
    private static let order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"

    @Test func `the point of RFC 6979 follows from its scalar`() throws {
        let key = try P256PrivateKey(scalar: try hex(Self.scalar))
        #expect(key.publicKey.x == (try hex(Self.x)))
        #expect(key.publicKey.y == (try hex(Self.y)))
        #expect(key.scalar == (try hex(Self.scalar)))
    }

    @Test func `the signature of RFC 6979 is valid`() throws {
        let key = try P256PublicKey(x: try hex(Self.x), y: try hex(Self.y))
        let signature = try hex(
            """
            efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716
            f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8
            """)
        #expect(key.isValid(signature, for: [UInt8]("sample".utf8)))
        #expect(!key.isValid(signature, for: [UInt8]("test".utf8)))
    }

    @Test func `a signature is valid for its message and key alone`() throws {
        let key = try P256PrivateKey()
        let other = try P256PrivateKey()
        let signature = try key.sign(Self.message)
        #expect(signature.count == 64)
        #expect(key.publicKey.isValid(signature, for: Self.message))
        #expect(!key.publicKey.isValid(signature, for: Self.message + [0]))
        #expect(!key.publicKey.isValid(signature, for: []))
        #expect(!other.publicKey.isValid(signature, for: Self.message))
    }

    @Test func `an empty message can be signed`() throws {
        let key = try P256PrivateKey()
        #expect(key.publicKey.isValid(try key.sign([]), for: []))
    }

    @Test(arguments: 0..<64)
    func `a changed byte makes a signature invalid`(index: Int) throws {
        let key = try P256PrivateKey(scalar: try hex(Self.scalar))
        var signature = try key.sign(Self.message)
        signature[index] ^= 0x10
        #expect(!key.publicKey.isValid(signature, for: Self.message))
    }

    @Test(arguments: [0, 1, 32, 63, 65, 70, 72, 128])
    func `a signature of another length is refused`(length: Int) throws {
        let key = try P256PrivateKey()
        let signature = try key.sign(Self.message)
        let other = [UInt8]((signature + signature).prefix(length))
        #expect(!key.publicKey.isValid(other, for: Self.message))
    }

    @Test func `zero and values from the order on are refused in signatures`() throws {
        let key = try P256PrivateKey()
        let signature = try key.sign(Self.message)
        let (r, s) = ([UInt8](signature[..<32]), [UInt8](signature[32...]))
        let bounds = [
            [UInt8](repeating: 0, count: 32), [UInt8](repeating: 0xff, count: 32),
            try hex(Self.order),
        ]
        for bound in bounds {
            #expect(!key.publicKey.isValid(bound + s, for: Self.message))
            #expect(!key.publicKey.isValid(r + bound, for: Self.message))
            #expect(!key.publicKey.isValid(bound + bound, for: Self.message))
        }
    }

    @Test func `one key serves many threads at once`() async throws {
        let key = try P256PrivateKey()
        let valid = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let message = [UInt8]("bericht \(number)".utf8)
                    let signature = try key.sign(message)
                    return key.publicKey.isValid(signature, for: message)
                        && !key.publicKey.isValid(signature, for: message + [1])
                }
            }
            return try await group.reduce(true) { $0 && $1 }
        }
        #expect(valid)
    }

    @Test func `both sides agree on one secret`() throws {
        let (one, other) = (try P256PrivateKey(), try P256PrivateKey())
        let secret = try one.sharedSecret(with: other.publicKey)
        #expect(secret.count == 32)
        #expect(secret == (try other.sharedSecret(with: one.publicKey)))
        #expect(secret != (try other.sharedSecret(with: try P256PrivateKey().publicKey)))
    }

    @Test func `a scalar survives, zeros in front included`() throws {
        let scalar = [UInt8](repeating: 0, count: 30) + [1, 2]
        #expect(try P256PrivateKey(scalar: scalar).scalar == scalar)
    }

    @Test(arguments: [
        "", "01", "00" + scalar, String(scalar.dropLast(2)),
        "0000000000000000000000000000000000000000000000000000000000000000",
        order, "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ])
    func `a scalar of another length or outside the order is refused`(text: String) throws {
        let scalar = try hex(text)
        expectRefusal(.keyMalformed) { _ = try P256PrivateKey(scalar: scalar) }
    }

    @Test func `points off the curve and coordinates of other lengths are refused`() throws {
        let (x, y) = (try hex(Self.x), try hex(Self.y))
        let zero = [UInt8](repeating: 0, count: 32)
        let field = try hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff")
        let points: [([UInt8], [UInt8])] = [
            (y, x), (x, x), (zero, zero), (x, zero), (field, y), (x, field), ([], []),
            ([0] + x, y), (x, [0] + y), ([UInt8](x.dropLast()), y),
            (x, [UInt8](y.dropLast()) + [y[31] ^ 1]),
        ]
        for (x, y) in points {
            expectRefusal(.keyMalformed) { _ = try P256PublicKey(x: x, y: y) }
        }
    }

    @Test func `a refused point says why in OpenSSL's words`() throws {
        let x = try hex(Self.x)
        let error = #expect(throws: OpenSSLError.self) { _ = try P256PublicKey(x: x, y: x) }
        #expect(error?.queue.contains { $0.contains("point is not on curve") } == true)
    }

    @Test func `a SubjectPublicKeyInfo survives`() throws {
        let key = try P256PrivateKey().publicKey
        #expect(key.subjectPublicKeyInfo.count == 91)
        let again = try P256PublicKey(subjectPublicKeyInfo: key.subjectPublicKeyInfo)
        #expect(again == key)
        #expect(Set([again, key]).count == 1)
    }

    @Test func `any other SubjectPublicKeyInfo is refused`() throws {
        let info = try P256PrivateKey().publicKey.subjectPublicKeyInfo
        var compressed = [UInt8](info.prefix(59))
        compressed[1] = 0x39
        compressed[24] = 0x22
        compressed[26] = 0x02
        var otherCurve = info
        otherCurve[22] = 0x08
        var hybrid = info
        hybrid[26] = 0x06 | info[90] & 1
        let refused: [[UInt8]] = [
            [], info + [0], [UInt8](info.dropLast()), compressed, otherCurve, hybrid,
        ]
        for bytes in refused {
            expectRefusal(.keyMalformed) { _ = try P256PublicKey(subjectPublicKeyInfo: bytes) }
        }
    }
}
