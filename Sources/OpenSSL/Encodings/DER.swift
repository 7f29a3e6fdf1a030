/// Distinguished Encoding Rules (X.690): what certificates and signatures are written in.
enum DER {
    /// One value: tag, minimal length, content.
    static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        guard content.count >= 0x80 else { return [tag, UInt8(content.count)] + content }
        var length: [UInt8] = []
        var rest = content.count
        while rest > 0 {
            length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] {
        value(0x30, parts.flatMap { $0 })
    }

    static func sequence(_ parts: [[UInt8]]) -> [UInt8] {
        value(0x30, parts.flatMap { $0 })
    }

    static func set(_ part: [UInt8]) -> [UInt8] {
        value(0x31, part)
    }

    /// Explicitly tagged: `[number] EXPLICIT`.
    static func tagged(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        value(0xa0 | number, content)
    }

    /// Implicitly tagged content of a primitive type: `[number] IMPLICIT`.
    static func implicit(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        value(0x80 | number, content)
    }

    static func boolean(_ bool: Bool) -> [UInt8] {
        value(0x01, [bool ? 0xff : 0x00])
    }

    /// A number that is not negative.
    static func integer(_ number: Int64) -> [UInt8] {
        unsignedInteger((0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) })
    }

    /// A number that is not negative from its bytes, big-endian, zeros in front allowed.
    static func unsignedInteger(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let magnitude = bytes.drop { $0 == 0 }
        // A set first bit would make it negative, and zero has one byte.
        let needsZero = magnitude.first.map { $0 >= 0x80 } ?? true
        return value(0x02, (needsZero ? [0] : []) + magnitude)
    }

    static func octetString(_ bytes: [UInt8]) -> [UInt8] {
        value(0x04, bytes)
    }

    static func bitString(_ bytes: [UInt8], unusedBits: UInt8 = 0) -> [UInt8] {
        value(0x03, [unusedBits] + bytes)
    }

    static func utf8String(_ text: String) -> [UInt8] {
        value(0x0c, [UInt8](text.utf8))
    }

    static func printableString(_ text: String) -> [UInt8] {
        value(0x13, [UInt8](text.utf8))
    }

    /// UTCTime up to 2049, GeneralizedTime from then on (RFC 5280, section 4.1.2.5).
    static func time(_ time: UnixTime) -> [UInt8] {
        let civil = CivilTime(time)
        let short = (1950..<2050).contains(civil.year)
        let year = short ? padded(civil.year % 100, 2) : padded(civil.year, 4)
        let parts = [civil.month, civil.day, civil.hour, civil.minute, civil.second]
        let text = year + parts.map { padded($0, 2) }.joined() + "Z"
        return value(short ? 0x17 : 0x18, [UInt8](text.utf8))
    }

    /// An identifier from its arcs, of which there are at least two.
    static func objectIdentifier(_ arcs: [UInt64]) -> [UInt8] {
        let first = arcs.prefix(2).reduce(0) { $0 * 40 + $1 }
        return value(0x06, base128(first) + arcs.dropFirst(2).flatMap(base128))
    }

    /// The arcs of a dotted identifier; nil for what is none.
    static func arcs(_ dotted: String) -> [UInt64]? {
        let parts = dotted.split(separator: ".", omittingEmptySubsequences: false)
        let arcs = parts.compactMap { UInt64($0) }
        guard arcs.count == parts.count, arcs.count >= 2, dotted.count <= 100, arcs[0] <= 2,
            arcs[1] < (arcs[0] < 2 ? 40 : 1 << 32)
        else { return nil }
        return arcs
    }

    /// Seven bits a byte, the first bit set in all but the last.
    private static func base128(_ number: UInt64) -> [UInt8] {
        var bytes = [UInt8(number & 0x7f)]
        var rest = number >> 7
        while rest > 0 {
            bytes.insert(0x80 | UInt8(rest & 0x7f), at: 0)
            rest >>= 7
        }
        return bytes
    }
}
