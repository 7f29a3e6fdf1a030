/// One alphabet of RFC 4648, encoding and decoding on bytes.
///
/// Decoding is canonical: one text for each sequence of bytes. Refused are foreign characters
/// (white space and line feeds too), padding where the alphabet has none and missing padding
/// where it has, lengths that no bytes give, and unused bits that are not zero.
struct Base64Coding: Sendable {
    let padded: Bool
    private let characters: [UInt8]
    /// The value of each character; 255 for those outside the alphabet.
    private let values: [UInt8]

    init(lastTwo: (UInt8, UInt8), padded: Bool) {
        self.padded = padded
        characters =
            Array(UInt8(ascii: "A")...UInt8(ascii: "Z"))
            + Array(UInt8(ascii: "a")...UInt8(ascii: "z"))
            + Array(UInt8(ascii: "0")...UInt8(ascii: "9")) + [lastTwo.0, lastTwo.1]
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in characters.enumerated() {
            values[Int(character)] = UInt8(value)
        }
        self.values = values
    }

    func encode(_ bytes: [UInt8]) -> [UInt8] {
        let rest = bytes.count % 3
        let whole = bytes.count / 3 * 4
        let count = whole + (rest == 0 ? 0 : padded ? 4 : rest + 1)
        // What is not written over is padding.
        var text = [UInt8](repeating: UInt8(ascii: "="), count: count)
        var position = 0
        var output = 0
        while position + 2 < bytes.count {
            let group =
                Int(bytes[position]) << 16 | Int(bytes[position + 1]) << 8
                | Int(bytes[position + 2])
            text[output] = characters[group >> 18]
            text[output + 1] = characters[group >> 12 & 63]
            text[output + 2] = characters[group >> 6 & 63]
            text[output + 3] = characters[group & 63]
            position += 3
            output += 4
        }
        if rest > 0 {
            let group = Int(bytes[position]) << 8 | (rest == 2 ? Int(bytes[position + 1]) : 0)
            text[output] = characters[group >> 10]
            text[output + 1] = characters[group >> 4 & 63]
            if rest == 2 { text[output + 2] = characters[group << 2 & 63] }
        }
        return text
    }

    /// The bytes that a text stands for; nil when it is not canonical.
    func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var end = text.endIndex
        if padded {
            guard text.count % 4 == 0 else { return nil }
            while end > text.startIndex, text.endIndex - end < 2,
                text[end - 1] == UInt8(ascii: "=")
            {
                end -= 1
            }
        }
        let tail = (end - text.startIndex) % 4
        guard tail != 1 else { return nil }
        let count = (end - text.startIndex) / 4 * 3 + (tail > 0 ? tail - 1 : 0)
        var bytes = [UInt8](repeating: 0, count: count)
        var position = text.startIndex
        var output = 0
        // Every value of the alphabet is below 64, so one look at all of them together will do.
        var seen: UInt8 = 0
        while position + 3 < end {
            let a = values[Int(text[position])]
            let b = values[Int(text[position + 1])]
            let c = values[Int(text[position + 2])]
            let d = values[Int(text[position + 3])]
            seen |= a | b | c | d
            bytes[output] = a << 2 | b >> 4
            bytes[output + 1] = b << 4 | c >> 2
            bytes[output + 2] = c << 6 | d
            position += 4
            output += 3
        }
        if tail > 0 {
            let a = values[Int(text[position])]
            let b = values[Int(text[position + 1])]
            let c = tail == 3 ? values[Int(text[position + 2])] : 0
            seen |= a | b | c
            guard tail == 2 ? b & 15 == 0 : c & 3 == 0 else { return nil }
            bytes[output] = a << 2 | b >> 4
            if tail == 3 { bytes[output + 1] = b << 4 | c >> 2 }
        }
        return seen < 64 ? bytes : nil
    }
}
