/// Textual encodings of DER (RFC 7468).
public enum PEM {
    /// The bytes of every block with that label, in order.
    ///
    /// Blocks of other labels and text between blocks are passed over. Refused with `pemMalformed`,
    /// in a block of that label: no end, another end, headers, an empty block, and base64 that
    /// is not canonical.
    public static func decode(
        _ text: String, label: String
    ) throws(OpenSSLError) -> [[UInt8]] {
        var blocks: [[UInt8]] = []
        var block: [UInt8]?
        for line in text.utf8.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
            let line = trimmed(line)
            if line.elementsEqual("-----BEGIN \(label)-----".utf8) {
                guard block == nil else { throw malformed(label) }
                block = []
            } else if line.elementsEqual("-----END \(label)-----".utf8) {
                guard let characters = block, let bytes = decodeBase64(characters), !bytes.isEmpty
                else { throw malformed(label) }
                blocks.append(bytes)
                block = nil
            } else {
                block?.append(contentsOf: line)
            }
        }
        guard block == nil else { throw malformed(label) }
        return blocks
    }

    /// One block, with a line feed at the end.
    public static func encode(_ der: [UInt8], label: String) -> String {
        let characters = encodeBase64(der)
        var text = "-----BEGIN \(label)-----\n"
        for start in stride(from: 0, to: characters.count, by: 64) {
            let end = min(start + 64, characters.count)
            text += String(decoding: characters[start..<end], as: UTF8.self) + "\n"
        }
        return text + "-----END \(label)-----\n"
    }

    private static func malformed(_ label: String) -> OpenSSLError {
        OpenSSLError(.pemMalformed, "expected base64 between the lines of a PEM block '\(label)'")
    }

    /// Without the blanks at the end that editors leave.
    private static func trimmed(_ line: Substring.UTF8View) -> Substring.UTF8View {
        var line = line
        while line.last == 0x20 || line.last == 0x09 { line = line.dropLast() }
        return line
    }

    private static let alphabet = [UInt8](
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// The value of each character, 64 for what is none.
    private static let values: [UInt32] = {
        var values = [UInt32](repeating: 64, count: 256)
        for (value, character) in alphabet.enumerated() {
            values[Int(character)] = UInt32(value)
        }
        return values
    }()

    private static func encodeBase64(_ bytes: [UInt8]) -> [UInt8] {
        var characters: [UInt8] = []
        characters.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                let value = Int(bits >> UInt32(18 - 6 * place) & 0x3f)
                characters.append(place <= group.count ? alphabet[value] : padding)
            }
        }
        return characters
    }

    /// Nil unless canonical: padded to groups of four, unused bits zero.
    private static func decodeBase64(_ characters: [UInt8]) -> [UInt8]? {
        guard characters.count.isMultiple(of: 4) else { return nil }
        let data = characters.suffix(2).drop { $0 != padding }
        let digits = characters.dropLast(data.count)
        guard data.allSatisfy({ $0 == padding }) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        for character in digits {
            let value = values[Int(character)]
            guard value < 64 else { return nil }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
                bits &= (1 << UInt32(count)) - 1
            }
        }
        return bits == 0 ? bytes : nil
    }
}
