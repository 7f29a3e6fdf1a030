extension JSONParser {
    /// The text of a string; the position is at its opening quote.
    ///
    /// Refused: control characters that are not escaped, unknown escapes, unpaired surrogates in
    /// escapes and, by the standard library's validation, every ill-formed UTF-8 sequence
    /// (overlong forms, encoded surrogates, values above U+10FFFF, cut-off sequences).
    mutating func string() throws(JSONError) -> String {
        let start = position
        position += 1
        let first = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let text = try wellFormed(bytes.span.extracting(first..<position), from: start)
                position += 1
                return text
            case UInt8(ascii: "\\"): return try escapedString(from: start, first: first)
            case 0..<0x20: throw failure(.syntax, "expected control characters to be escaped")
            default: position += 1
            }
        }
        throw failure(.syntax, "expected the end of the string")
    }

    /// The rest of a string that holds escapes; the position is at its first backslash.
    private mutating func escapedString(
        from start: Int, first: Int
    ) throws(JSONError) -> String {
        var text = Array(bytes[first..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return try wellFormed(text.span, from: start)
            case UInt8(ascii: "\\"):
                position += 1
                text.append(contentsOf: String(Character(try escape())).utf8)
            case 0..<0x20: throw failure(.syntax, "expected control characters to be escaped")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw failure(.syntax, "expected the end of the string")
    }

    private func wellFormed(
        _ text: Span<UInt8>, from start: Int
    ) throws(JSONError) -> String {
        do { return String(copying: try UTF8Span(validating: text)) } catch {
            throw failure(.encoding, "expected valid UTF-8 in a string", at: start)
        }
    }

    /// The character that an escape stands for; the position is behind its backslash.
    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let byte = current
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default:
            position -= 1
            throw failure(.syntax, "expected one of the escapes of RFC 8259")
        }
    }

    /// The character of `\uXXXX`, or of two of them that make a surrogate pair.
    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let start = position - 2
        let high = try fourHexDigits()
        if let scalar = Unicode.Scalar(high) { return scalar }
        if high < 0xDC00, current == UInt8(ascii: "\\"), position + 1 < bytes.count,
            bytes[position + 1] == UInt8(ascii: "u")
        {
            position += 2
            let low = try fourHexDigits()
            if low >= 0xDC00, low <= 0xDFFF,
                let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
            {
                return scalar
            }
        }
        throw failure(.encoding, "expected surrogates in pairs", at: start)
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            switch current {
            case .some(let digit) where digit >= 0x30 && digit <= 0x39:
                value = value << 4 | UInt32(digit - 0x30)
            case .some(let digit) where digit | 0x20 >= 0x61 && digit | 0x20 <= 0x66:
                value = value << 4 | UInt32((digit | 0x20) - 0x61 + 10)
            default: throw failure(.syntax, "expected four hexadecimal digits after \\u")
            }
            position += 1
        }
        return value
    }
}
