/// One row of a person list file, sorted by category.
struct PersonListRow {
    let line: Int
    let id: String
    private var values: [Category: [String: String]] = [:]
    private var pointers: [Category: String] = [:]

    init(
        _ record: DelimitedText.Record, header: PersonListHeader, report: inout [Irregularity]
    ) {
        line = record.line
        id = record.fields[0]
        let count = min(header.columns.count, record.fields.count)
        for number in 1..<max(1, count) where !record.fields[number].isEmpty {
            let (column, value) = (header.columns[number], record.fields[number])
            switch column {
            case .id: break
            case .unnamed:
                report.append(
                    Irregularity(
                        line: line, .columnCount,
                        "expected the last column without a name to be empty; left out"))
            case .pointer(let category): pointers[category] = value
            case .element(let category, let element):
                if case .pointer(let other) = header.columns[number - 1], pointers[other] == nil,
                    PersonListHeader.isDate(category, element),
                    value == other.digits || value == other.historyPointer
                {
                    pointers[other] = value
                    report.append(
                        Irregularity(
                            line: line, .pointerShifted,
                            "expected a date in '\(column.name)', found the pointer that belongs "
                                + "in '\(other.digits).H'; read it so"))
                } else {
                    values[category, default: [:]][element] = value
                    check(value, of: column, category, element, report: &report)
                }
            }
        }
    }

    private func check(
        _ value: String, of column: PersonListHeader.Column, _ category: Category,
        _ element: String, report: inout [Irregularity]
    ) {
        if PersonListHeader.isDate(category, element), PartialDate(value) == nil {
            report.append(
                Irregularity(
                    line: line, .dateMalformed,
                    "expected a date of eight digits in '\(column.name)'; only a known year counts")
            )
        }
        if element == "01.20", !ElevenTest.passes(value) {
            report.append(
                Irregularity(
                    line: line, .bsnInvalid,
                    "expected nine digits that pass the eleven-test in '\(column.name)'"))
        }
    }

    func occurrence(of category: Category) -> Occurrence {
        Occurrence(line: line, values: values[category] ?? [:])
    }

    func pointer(of category: Category) -> String? {
        pointers[category]
    }
}
