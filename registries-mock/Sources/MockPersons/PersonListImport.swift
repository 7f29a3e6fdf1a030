/// What reading a person list file gave: the persons, and everything that was not as it should be.
package struct PersonListImport: Sendable {
    package let persons: [PersonList]
    /// The number of records below the header.
    package let rows: Int
    /// In the order of their lines.
    package let irregularities: [Irregularity]

    /// Reads a file in the columns of the RvIG test set (LO3 person lists as semicolon-separated
    /// text in UTF-8).
    ///
    /// A row with an id starts a person, rows without continue it; each category is a stack of its
    /// own, in which the pointer `CC.H` says what the next row is. Nothing is dropped silently:
    /// what is irregular is kept as well as it can be, and reported with its line.
    ///
    /// - Throws: `too-large`, `encoding`, `quote-unclosed`, `header-malformed`, `column-missing`.
    package static func read(
        _ bytes: [UInt8], maximumBytes: Int = 64 << 20
    ) throws(MockPersonsError) -> PersonListImport {
        guard bytes.count <= maximumBytes else {
            throw MockPersonsError(
                .tooLarge, "expected a person list file of at most \(maximumBytes) bytes")
        }
        var text = try DelimitedText(bytes)
        guard let first = try text.next() else {
            throw MockPersonsError(.headerMalformed, "expected a header, not an empty file")
        }
        let header = try PersonListHeader(first)
        var assembly = PersonListAssembly(header: header)
        while let record = try text.next() { assembly.take(record) }
        assembly.finish()
        let all = header.irregularities + text.irregularities + assembly.irregularities
        let inOrder = all.enumerated().sorted {
            ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
        }
        return PersonListImport(
            persons: assembly.persons, rows: assembly.rows,
            irregularities: inOrder.map(\.element))
    }
}
