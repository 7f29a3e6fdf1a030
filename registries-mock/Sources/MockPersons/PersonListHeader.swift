/// The columns of a person list file, read from its first line.
///
/// The first column has no name and holds the person list's id; the others are `CC.GG.EE`
/// (category, group, element) or `CC.H` (the pointer to the next row of that category). The file
/// may have all columns of the RvIG test set or fewer, in any order, as long as each person can be
/// told apart; a category without pointers is read by what its rows hold, and that is reported.
struct PersonListHeader {
    enum Column: Hashable {
        case id
        case element(Category, String)
        case pointer(Category)
        /// A column without a name at the end, which is always empty.
        case unnamed

        var name: String {
            switch self {
            case .id: "id"
            case .element(let category, let element): "\(category.digits).\(element)"
            case .pointer(let category): "\(category.digits).H"
            case .unnamed: "without a name"
            }
        }
    }

    /// Without it nobody could be asked for.
    static let required = Column.element(.person, "01.20")

    let columns: [Column]
    private(set) var irregularities: [Irregularity] = []

    /// - Throws: `header-malformed` for a name that is no column's or stands there twice,
    ///   `column-missing` where there is no citizen service number.
    init(_ record: DelimitedText.Record) throws(MockPersonsError) {
        guard record.fields.count > 1, record.fields[0].isEmpty else {
            throw MockPersonsError(
                .headerMalformed,
                "expected a header whose first column has no name and the others names like "
                    + "'01.01.20', separated by ';'", line: record.line)
        }
        var columns: [Column] = [.id]
        var seen: Set<Column> = []
        for (number, name) in record.fields.enumerated().dropFirst() {
            var column = try Self.column(
                name, number: number, isLast: number == record.fields.count - 1, line: record.line)
            if seen.contains(column), column == .element(.death, "88.10") {
                column = .element(.death, "88.20")
                irregularities.append(
                    Irregularity(
                        line: record.line, .headerRepeated,
                        "expected column \(number + 1) to be '06.88.20'; read it so"))
            }
            guard seen.insert(column).inserted else {
                throw MockPersonsError(
                    .headerMalformed, "expected '\(column.name)' once in the header",
                    line: record.line)
            }
            columns.append(column)
        }
        self.columns = columns
        guard seen.contains(Self.required) else {
            throw MockPersonsError(
                .columnMissing, "expected a column '\(Self.required.name)' in the header",
                line: record.line)
        }
    }

    private static func column(
        _ name: String, number: Int, isLast: Bool, line: Int
    ) throws(MockPersonsError) -> Column {
        if name.isEmpty, isLast { return .unnamed }
        let parts = name.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        if let first = parts.first, first.count == 2, let number = Int(Substring(first)),
            let category = Category(rawValue: number)
        {
            if parts.count == 2, parts[1].elementsEqual([0x48]) { return .pointer(category) }
            let areDigits = parts.dropFirst().allSatisfy { part in
                part.count == 2 && part.allSatisfy { (0x30...0x39).contains($0) }
            }
            if parts.count == 3, areDigits {
                return .element(category, String(name.dropFirst(3)))
            }
        }
        throw MockPersonsError(
            .headerMalformed,
            "expected column \(number + 1) of the header to be named 'CC.GG.EE' or 'CC.H' with a "
                + "category from 01 to 13", line: line)
    }

    /// The elements that are dates, whatever the category.
    private static let dates: Set<String> = [
        "03.10", "06.10", "07.10", "09.20", "10.30", "13.20", "14.20", "31.20", "31.30", "35.30",
        "35.50", "35.60", "38.20", "39.20", "39.30", "62.10", "66.20", "67.10", "68.10", "71.10",
        "82.20", "83.20", "83.30", "85.10", "86.10",
    ]

    static func isDate(_ category: Category, _ element: String) -> Bool {
        dates.contains(element) || (category == .death && element == "08.10")
    }
}
