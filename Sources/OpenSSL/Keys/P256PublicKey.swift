internal import COpenSSL

/// A public key on P-256, for ES256 signatures and ECDH; a valid point, whatever it came from.
///
/// Equal when the coordinates are.
public final class P256PublicKey: Sendable, Hashable {
    /// The affine coordinates, 32 bytes each, big-endian.
    public let x, y: [UInt8]

    let handle: KeyHandle
    private let verification: PreparedOperation

    /// Refuses coordinates of other lengths and points that are not on the curve.
    public init(x: [UInt8], y: [UInt8]) throws(OpenSSLError) {
        self.x = x
        self.y = y
        handle = try P256Curve.key(x: x, y: y)
        verification = try PreparedOperation(.verifying, key: handle)
    }

    /// From a SubjectPublicKeyInfo in DER, 91 bytes: `id-ecPublicKey` with the named curve and an
    /// uncompressed point (RFC 5480). Compressed points and explicit parameters are refused.
    public convenience init(subjectPublicKeyInfo: [UInt8]) throws(OpenSSLError) {
        guard subjectPublicKeyInfo.count == Self.prefix.count + 64,
            subjectPublicKeyInfo.starts(with: Self.prefix)
        else {
            throw OpenSSLError(
                .keyMalformed, "expected a SubjectPublicKeyInfo with an uncompressed P-256 point")
        }
        try self.init(
            x: [UInt8](subjectPublicKeyInfo[27..<59]), y: [UInt8](subjectPublicKeyInfo[59..<91]))
    }

    /// The SubjectPublicKeyInfo in DER, 91 bytes.
    public var subjectPublicKeyInfo: [UInt8] {
        Self.prefix + x + y
    }

    /// Whether that is an ES256 signature of the message by this key.
    ///
    /// - Parameter signature: r‖s, 64 bytes (RFC 7518, section 3.4); false for any other length
    ///   and for r or s that is zero or not below the order. ECDSA is malleable: from a valid
    ///   signature anyone makes a second one, so that a signature identifies nothing.
    public func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        guard let der = ECDSASignature.der(raw: signature) else { return false }
        return verification.verify(der, digest: SHA256.hash(message))
    }

    public static func == (left: P256PublicKey, right: P256PublicKey) -> Bool {
        left.x == right.x && left.y == right.y
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(x)
        hasher.combine(y)
    }

    /// The SubjectPublicKeyInfo up to and including the 0x04 of the uncompressed point.
    private static let prefix: [UInt8] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08,
        0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ]
}
