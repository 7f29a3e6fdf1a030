/// The two forms of an ECDSA signature on P-256: r‖s of 64 bytes in JOSE, DER in OpenSSL and X.509.
enum ECDSASignature {
    static let rawLength = 64
    /// A sequence of two integers of 33 bytes with their headers.
    static let maximumDERLength = 72

    /// The order of the curve's base point (FIPS 186-5).
    private static let order: [UInt8] = [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63,
        0x25, 0x51,
    ]

    /// Nil for another length, and for r or s that is zero or not below the order.
    static func der(raw: [UInt8]) -> [UInt8]? {
        guard raw.count == rawLength, isScalar(raw[..<32]), isScalar(raw[32...]) else { return nil }
        return DER.sequence(DER.unsignedInteger(raw[..<32]), DER.unsignedInteger(raw[32...]))
    }

    /// Nil for anything but a sequence of two positive integers of at most 32 bytes.
    static func raw(der: [UInt8]) -> [UInt8]? {
        guard der.count <= maximumDERLength, DER.isStrict(der), der.first == 0x30 else {
            return nil
        }
        var rest = der[2...]
        guard let r = scalar(from: &rest), let s = scalar(from: &rest), rest.isEmpty else {
            return nil
        }
        return r + s
    }

    private static func isScalar(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.contains { $0 != 0 } && bytes.lexicographicallyPrecedes(order)
    }

    /// Takes one integer off the front and returns its 32 bytes.
    private static func scalar(from rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard rest.popFirst() == 0x02, let length = rest.popFirst(), rest.count >= length else {
            return nil
        }
        let magnitude = rest.prefix(Int(length)).drop { $0 == 0 }
        rest = rest.dropFirst(Int(length))
        guard magnitude.count <= 32 else { return nil }
        return [UInt8](repeating: 0, count: 32 - magnitude.count) + magnitude
    }
}
