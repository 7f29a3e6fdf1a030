import MockPersons
import Testing

@Suite struct DelimitedTextTests {
    private func records(_ text: String) throws -> [[String]] {
        var reader = try DelimitedText(Array(text.utf8))
        var all: [[String]] = []
        while let record = try reader.next() { all.append(record.fields) }
        return all
    }

    @Test(arguments: [
        ("a;b\nc;d\n", [["a", "b"], ["c", "d"]]),
        ("a;b\r\nc;d", [["a", "b"], ["c", "d"]]),
        ("\u{FEFF}a;b", [["a", "b"]]),
        (";;\n", [["", "", ""]]),
        ("\"a;b\";c", [["a;b", "c"]]),
        ("\"say \"\"hi\"\"\";x", [["say \"hi\"", "x"]]),
        ("\"two\nlines\";x\ny;z", [["two\nlines", "x"], ["y", "z"]]),
        ("\"\";x", [["", "x"]]),
        ("\n\na;b\n\n", [["a", "b"]]),
    ]) func `fields are read as RFC 4180 writes them`(text: String, expected: [[String]]) throws {
        #expect(try records(text) == expected)
    }

    @Test func `a record knows the line on which it starts`() throws {
        var reader = try DelimitedText(Array("a\n\"b\nb\"\nc".utf8))
        var lines: [Int] = []
        while let record = try reader.next() { lines.append(record.line) }
        #expect(lines == [1, 2, 4])
    }

    @Test func `a quote that does not end is refused with its line`() throws {
        var reader = try DelimitedText(Array("a;b\nc;\"d\n".utf8))
        _ = try reader.next()
        let error = #expect(throws: MockPersonsError.self) { try reader.next() }
        #expect(error?.code == .quoteUnclosed)
        #expect(error?.line == 2)
    }

    @Test func `bytes that are not UTF-8 are refused`() throws {
        let error = #expect(throws: MockPersonsError.self) { try DelimitedText([0x61, 0xFF]) }
        #expect(error?.code == .encoding)
    }

    @Test(arguments: ["a\"b;c", "\"a\"b;c"])
    func `a stray quote is kept and reported`(text: String) throws {
        var reader = try DelimitedText(Array(text.utf8))
        let record = try reader.next()
        #expect(record?.fields.count == 2)
        #expect(reader.irregularities.map(\.code) == [.strayQuote])
    }
}
