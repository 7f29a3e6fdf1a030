/// Reads text in the manner of RFC 4180 with `;` between the fields: quotes, doubled quotes,
/// separators and line ends inside quotes, a byte order mark, LF or CRLF.
package struct DelimitedText {
    /// One record and the line of the file on which it starts.
    package struct Record: Sendable, Hashable {
        package let line: Int
        package let fields: [String]
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    /// Quotes that stand where none can be; they were kept as characters.
    package private(set) var irregularities: [Irregularity] = []

    /// - Throws: `encoding` where the bytes are no UTF-8.
    package init(_ bytes: [UInt8]) throws(MockPersonsError) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw MockPersonsError(.encoding, "expected a file in UTF-8")
        }
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next record; nil at the end. Lines without any character are passed over.
    ///
    /// - Throws: `quote-unclosed`, with the line on which the record starts.
    package mutating func next() throws(MockPersonsError) -> Record? {
        while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D {
            if bytes[position] == 0x0A { line += 1 }
            position += 1
        }
        guard position < bytes.count else { return nil }
        let start = line
        var fields: [String] = []
        while true {
            fields.append(try field(startingAt: start))
            guard position < bytes.count else { break }
            let end = bytes[position]
            position += 1
            if end == 0x0A {
                line += 1
                break
            }
        }
        return Record(line: start, fields: fields)
    }

    /// Reads up to the separator or line feed that ends a field, which stays unread.
    private mutating func field(startingAt start: Int) throws(MockPersonsError) -> String {
        if position < bytes.count, bytes[position] == 0x22 {
            return try quoted(startingAt: start)
        }
        let begin = position
        let end = unquotedEnd()
        if bytes[begin..<end].contains(0x22) { stray() }
        return String(decoding: bytes[begin..<end], as: UTF8.self)
    }

    private mutating func quoted(startingAt start: Int) throws(MockPersonsError) -> String {
        var text: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case 0x22 where position < bytes.count && bytes[position] == 0x22:
                text.append(0x22)
                position += 1
            case 0x22:
                let begin = position
                let end = unquotedEnd()
                if end > begin {
                    stray()
                    text += bytes[begin..<end]
                }
                return String(decoding: text, as: UTF8.self)
            default:
                if byte == 0x0A { line += 1 }
                text.append(byte)
            }
        }
        throw MockPersonsError(
            .quoteUnclosed, "expected a closing quote before the end of the file", line: start)
    }

    /// Moves to the separator or line feed, and returns where the text before it ends: a carriage
    /// return before the line feed is no part of it.
    private mutating func unquotedEnd() -> Int {
        let begin = position
        while position < bytes.count, bytes[position] != 0x3B, bytes[position] != 0x0A {
            position += 1
        }
        let endsRecord = position == bytes.count || bytes[position] == 0x0A
        return endsRecord && position > begin && bytes[position - 1] == 0x0D
            ? position - 1 : position
    }

    private mutating func stray() {
        irregularities.append(
            Irregularity(
                line: line, .strayQuote, "expected quotes around a whole field; kept as it stands"))
    }
}
