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
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var position = 0
        while position + 2 < bytes.count {
            let group =
                Int(bytes[position]) << 16 | Int(bytes[position + 1]) << 8
                | Int(bytes[position + 2])
            text.append(characters[group >> 18])
            text.append(characters[group >> 12 & 63])
            text.append(characters[group >> 6 & 63])
            text.append(characters[group & 63])
            position += 3
        }
        switch bytes.count - position {
        case 1:
            let group = Int(bytes[position])
            text.append(characters[group >> 2])
            text.append(characters[group << 4 & 63])
            if padded { text.append(contentsOf: "==".utf8) }
        case 2:
            let group = Int(bytes[position]) << 8 | Int(bytes[position + 1])
            text.append(characters[group >> 10])
            text.append(characters[group >> 4 & 63])
            text.append(characters[group << 2 & 63])
            if padded { text.append(UInt8(ascii: "=")) }
        default: break
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
