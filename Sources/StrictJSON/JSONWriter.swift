/// Writes JSON values as UTF-8.
struct JSONWriter {
    enum Layout { case compact, canonical, pretty }

    let layout: Layout
    private(set) var bytes: [UInt8] = []

    init(_ layout: Layout) { self.layout = layout }

    mutating func write(_ value: JSONValue, indentation: Int = 0) {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): bytes.append(contentsOf: String(value).utf8)
        case .string(let text): write(text)
        case .array(let values): write(values, indentation: indentation)
        case .object(let object): write(object, indentation: indentation)
        }
    }

    private mutating func write(_ values: [JSONValue], indentation: Int) {
        bytes.append(UInt8(ascii: "["))
        for (position, value) in values.enumerated() {
            separate(position, indentation: indentation + 1)
            write(value, indentation: indentation + 1)
        }
        if !values.isEmpty { newLine(indentation) }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ object: JSONObject, indentation: Int) {
        bytes.append(UInt8(ascii: "{"))
        var members = Array(object)
        if layout == .canonical {
            // RFC 8785, section 3.2.3: by UTF-16 code units, which is not the order of code points.
            members.sort { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
        }
        for (position, member) in members.enumerated() {
            separate(position, indentation: indentation + 1)
            write(member.name)
            bytes.append(UInt8(ascii: ":"))
            if layout == .pretty { bytes.append(UInt8(ascii: " ")) }
            write(member.value, indentation: indentation + 1)
        }
        if !members.isEmpty { newLine(indentation) }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func separate(_ position: Int, indentation: Int) {
        if position > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine(indentation)
    }

    private mutating func newLine(_ indentation: Int) {
        guard layout == .pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indentation))
    }

    /// Writes a string with the escapes of RFC 8785, section 3.2.2.2, and no others.
    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if Self.needsEscapes(text) {
            for byte in text.utf8 { escape(byte) }
        } else {
            bytes.append(contentsOf: text.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Looks at all bytes without stopping, several at once: long texts seldom need any.
    private static func needsEscapes(_ text: String) -> Bool {
        let characters = text.utf8.span
        var found: UInt8 = 0
        for index in 0..<characters.count {
            let byte = characters[index]
            // Each asked for itself: with ||, the compiler takes one byte at a time, twenty times
            // slower.
            let isControl: UInt8 = byte < 0x20 ? 1 : 0
            let isQuote: UInt8 = byte == 0x22 ? 1 : 0
            let isBackslash: UInt8 = byte == 0x5C ? 1 : 0
            found |= isControl | isQuote | isBackslash
        }
        return found != 0
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22: bytes.append(contentsOf: #"\""#.utf8)
        case 0x5C: bytes.append(contentsOf: #"\\"#.utf8)
        case 0x08: bytes.append(contentsOf: #"\b"#.utf8)
        case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
        case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
        case 0x0C: bytes.append(contentsOf: #"\f"#.utf8)
        case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
        case 0..<0x20:
            bytes.append(contentsOf: (byte < 0x10 ? #"\u000"# : #"\u00"#).utf8)
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        default: bytes.append(byte)
        }
    }
}

extension JSONValue {
    /// Compact JSON in UTF-8: members in their order, no white space, only the needed escapes.
    public func bytes() -> [UInt8] { written(.compact) }

    /// Canonical JSON in UTF-8 (RFC 8785, JCS): as `bytes()`, the members sorted by name in
    /// UTF-16 code units, at every level.
    public func canonicalBytes() -> [UInt8] { written(.canonical) }

    /// Compact JSON as text: what `bytes()` gives.
    public var text: String { String(decoding: written(.compact), as: UTF8.self) }

    /// JSON for people: two spaces per level, members in their order, no line feed at the end.
    public var prettyText: String { String(decoding: written(.pretty), as: UTF8.self) }

    private func written(_ layout: JSONWriter.Layout) -> [UInt8] {
        var writer = JSONWriter(layout)
        writer.write(self)
        return writer.bytes
    }
}

extension JSONObject {
    /// Compact JSON in UTF-8 of this object; see `JSONValue.bytes()`.
    public func bytes() -> [UInt8] { JSONValue.object(self).bytes() }

    /// Canonical JSON in UTF-8 of this object; see `JSONValue.canonicalBytes()`.
    public func canonicalBytes() -> [UInt8] { JSONValue.object(self).canonicalBytes() }
}
