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
        // Written in place: this runs for every signature that is checked.
        var der: [UInt8] = []
        der.reserveCapacity(maximumDERLength)
        der.append(0x30)
        der.append(0)
        append(raw[..<32], to: &der)
        append(raw[32...], to: &der)
        der[1] = UInt8(der.count - 2)
        return der
    }

    /// Appends the integer of a scalar, which is not zero: without zeros in front, but with one where
    /// the first bit is set, since it would be negative otherwise.
    private static func append(_ scalar: ArraySlice<UInt8>, to der: inout [UInt8]) {
        let magnitude = scalar.drop { $0 == 0 }
        let needsZero = magnitude[magnitude.startIndex] >= 0x80
        der.append(0x02)
        der.append(UInt8(magnitude.count + (needsZero ? 1 : 0)))
        if needsZero { der.append(0) }
        der.append(contentsOf: magnitude)
    }

    /// Nil for anything but a sequence of two positive integers of at most 32 bytes.
    static func raw(der: [UInt8]) -> [UInt8]? {
        guard der.count <= maximumDERLength, DER.isStrict(der), der.first == 0x30 else {
            return nil
        }
        var rest = der[2...]
        var raw: [UInt8] = []
        raw.reserveCapacity(rawLength)
        guard takeScalar(from: &rest, to: &raw), takeScalar(from: &rest, to: &raw), rest.isEmpty
        else { return nil }
        return raw
    }

    private static func isScalar(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.contains { $0 != 0 } && bytes.lexicographicallyPrecedes(order)
    }

    /// Takes one integer off the front and appends its 32 bytes; false where it is none of a scalar.
    private static func takeScalar(
        from rest: inout ArraySlice<UInt8>, to raw: inout [UInt8]
    ) -> Bool {
        guard rest.popFirst() == 0x02, let length = rest.popFirst(), rest.count >= length else {
            return false
        }
        let magnitude = rest.prefix(Int(length)).drop { $0 == 0 }
        rest = rest.dropFirst(Int(length))
        guard magnitude.count <= 32 else { return false }
        raw.append(contentsOf: repeatElement(0, count: 32 - magnitude.count))
        raw.append(contentsOf: magnitude)
        return true
    }
}
