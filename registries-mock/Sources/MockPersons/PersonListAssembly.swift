/// Puts the rows of a file together to person lists.
struct PersonListAssembly {
    private let header: PersonListHeader
    private var open: (id: String, line: Int, rows: [PersonListRow])?
    private var ids: Set<String> = []
    private var bsns: Set<String> = []
    private(set) var persons: [PersonList] = []
    private(set) var rows = 0
    private(set) var irregularities: [Irregularity] = []

    init(header: PersonListHeader) {
        self.header = header
    }

    mutating func take(_ record: DelimitedText.Record) {
        rows += 1
        if record.fields.count != header.columns.count {
            report(
                record.line, .columnCount,
                "expected \(header.columns.count) columns as in the header; absent ones count as "
                    + "empty, further ones were left out")
        }
        let row = PersonListRow(record, header: header, report: &irregularities)
        if !row.id.isEmpty {
            finish()
            if !ids.insert(row.id).inserted {
                report(record.line, .idRepeated, "expected an id that no other person list has")
            }
            open = (row.id, record.line, [row])
        } else if open != nil {
            open?.rows.append(row)
        } else {
            report(
                record.line, .rowWithoutPerson,
                "expected a row with an id before its continuation; left out")
        }
    }

    /// Closes the person list that is being read.
    mutating func finish() {
        guard let (id, line, rows) = open else { return }
        open = nil
        var stacks: [Int: [PersonList.Stack]] = [:]
        for category in Category.allCases {
            var walk = CategoryWalk(category: category)
            for row in rows { walk.take(row) }
            walk.finish()
            irregularities += walk.irregularities
            if !walk.stacks.isEmpty { stacks[category.rawValue] = walk.stacks }
        }
        let person = PersonList(id: id, line: line, stacks: stacks)
        check(person)
        persons.append(person)
    }

    private mutating func check(_ person: PersonList) {
        guard let bsn = person.bsn else {
            report(
                person.line, .bsnMissing,
                "expected a citizen service number in '01.01.20'; the person cannot be asked for")
            return
        }
        if !bsns.insert(bsn).inserted {
            report(
                person.line, .bsnRepeated,
                "expected a citizen service number that no other person list has; both are kept")
        }
    }

    private mutating func report(_ line: Int, _ code: Irregularity.Code, _ message: String) {
        irregularities.append(Irregularity(line: line, code, message))
    }
}
