/// Percent-encoding of RFC 3986 section 2, where only unreserved characters stand for themselves.
package enum PercentEncoding {
    /// Encodes text as one component: everything but letters, digits and `-._~` is escaped.
    package static func encode(_ text: String) -> String {
        encode(text, spaceAsPlus: false)
    }

    /// Decodes one component; nil when an escape is broken or the bytes are not UTF-8.
    package static func decode(_ text: some StringProtocol) -> String? {
        decode(Array(text.utf8)[...], plusAsSpace: false)
    }

    /// A query string, without its question mark, in the order given.
    package static func query(_ fields: [(String, String)]) -> String {
        fields.map { encode($0.0) + "=" + encode($0.1) }.joined(separator: "&")
    }

    /// Adds fields to the query of an address, keeping what it has (RFC 6749 section 3.1).
    package static func adding(_ fields: [(String, String)], to address: String) -> String {
        guard !fields.isEmpty else { return address }
        let separator =
            !address.contains("?")
            ? "?" : address.hasSuffix("?") || address.hasSuffix("&") ? "" : "&"
        return address + separator + query(fields)
    }

    static func encode(_ text: String, spaceAsPlus: Bool) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e:
                bytes.append(byte)
            case 0x20 where spaceAsPlus:
                bytes.append(0x2b)
            default:
                bytes.append(0x25)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func decode(_ bytes: ArraySlice<UInt8>, plusAsSpace: Bool) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case 0x25:
                guard bytes.endIndex - index > 2, let high = value(bytes[index + 1]),
                    let low = value(bytes[index + 2])
                else { return nil }
                decoded.append(high << 4 | low)
                index += 3
            case 0x2b where plusAsSpace:
                decoded.append(0x20)
                index += 1
            case let byte:
                decoded.append(byte)
                index += 1
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
