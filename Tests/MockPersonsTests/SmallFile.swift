import MockPersons

/// A person list file of a few columns, written for one test.
enum SmallFile {
    static let columns = [
        "", "01.01.20", "01.02.10", "01.02.40", "01.03.10", "01.H", "05.02.40", "05.07.10", "05.H",
        "06.08.10", "06.H", "08.10.30", "08.11.60", "08.H", "",
    ]
    static let bsn = "999000019"

    /// The file with rows that give a value for some columns, by name; `id` is the first column.
    static func text(_ rows: [[String: String]]) -> String {
        let lines = rows.map { row in
            columns.enumerated().map { number, name in
                number == 0 ? row["id"] ?? "" : row[name] ?? ""
            }.joined(separator: ";")
        }
        return ([columns.joined(separator: ";")] + lines).joined(separator: "\n") + "\n"
    }

    static func read(_ text: String) throws(MockPersonsError) -> PersonListImport {
        try PersonListImport.read(Array(text.utf8))
    }

    static func read(_ rows: [[String: String]]) throws(MockPersonsError) -> PersonListImport {
        try read(text(rows))
    }

    /// A row that starts a person, with further values.
    static func person(_ values: [String: String] = [:], id: String = "P1") -> [String: String] {
        var row = [
            "id": id, "01.01.20": bsn, "01.02.40": "Proef", "01.03.10": "19800101",
        ]
        row.merge(values) { $1 }
        return row
    }
}
