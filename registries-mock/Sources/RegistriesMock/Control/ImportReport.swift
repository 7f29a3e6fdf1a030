import MockPersons
import StrictJSON

/// What an import found, for testers: counts, and each irregularity with its line.
enum ImportReport {
    /// The report while the people are the seed's.
    static let none: JSONObject = ["rows": 0, "persons": 0, "irregularities": []]

    static func json(_ read: PersonListImport) -> JSONObject {
        [
            "rows": .integer(Int64(read.rows)), "persons": .integer(Int64(read.persons.count)),
            "irregularities": .array(
                read.irregularities.map { irregularity in
                    [
                        "line": .integer(Int64(irregularity.line)),
                        "code": .string(irregularity.code.rawValue),
                        "message": .string(irregularity.message),
                    ]
                }),
        ]
    }

    /// The same as lines of text.
    static func text(_ read: PersonListImport) -> String {
        let counts =
            "\(read.persons.count) persons in \(read.rows) rows, "
            + "\(read.irregularities.count) irregularities\n"
        return counts + read.irregularities.map { "\($0)\n" }.joined()
    }
}
