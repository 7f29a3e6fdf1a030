extension DER {
    /// Whether the bytes are one value in DER and nothing after it.
    ///
    /// OpenSSL reads BER as well, so that one certificate would have many encodings and many
    /// hashes. Refused: lengths that are not minimal or not definite, strings in pieces, integers
    /// and bit strings with padding, booleans other than 00 and FF, tag numbers above 30 (which
    /// nothing here uses), more than 32 levels. Inside octet strings nobody looks.
    static func isStrict(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        return skipValue(&rest, depth: 0) && rest.isEmpty
    }

    private static func skipValue(_ rest: inout ArraySlice<UInt8>, depth: Int) -> Bool {
        guard depth < 32, let tag = rest.popFirst(), tag & 0x1f != 0x1f,
            let length = takeLength(&rest), length <= rest.count
        else { return false }
        var content = rest.prefix(length)
        rest = rest.dropFirst(length)
        let constructed = tag & 0x20 != 0
        if tag & 0xc0 == 0 {
            // Of the universal types only SEQUENCE and SET are constructed in DER.
            guard constructed == (tag & 0x1f == 0x10 || tag & 0x1f == 0x11) else { return false }
            if !constructed { return isMinimal(tag, content) }
        }
        guard constructed else { return true }
        while !content.isEmpty {
            guard skipValue(&content, depth: depth + 1) else { return false }
        }
        return true
    }

    private static func takeLength(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let first = rest.popFirst() else { return nil }
        guard first >= 0x80 else { return Int(first) }
        let count = Int(first & 0x7f)
        guard (1...4).contains(count), rest.count >= count, rest.first != 0 else { return nil }
        let length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(count)
        return length >= 0x80 ? length : nil
    }

    private static func isMinimal(_ tag: UInt8, _ content: ArraySlice<UInt8>) -> Bool {
        guard let first = content.first else { return ![0x01, 0x02, 0x03, 0x06].contains(tag) }
        switch tag {
        case 0x01:
            return content.count == 1 && (first == 0x00 || first == 0xff)
        case 0x02:
            guard let second = content.dropFirst().first else { return true }
            return !(first == 0x00 && second < 0x80) && !(first == 0xff && second >= 0x80)
        case 0x03:
            guard first < 8, let last = content.last else { return false }
            return content.count == 1 ? first == 0 : last & ((1 << first) - 1) == 0
        default:
            return true
        }
    }
}
