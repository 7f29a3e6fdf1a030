import MockPersons

/// Person lists of a few elements, written for one test.
enum SmallPersons {
    /// The file with rows that give values by column name; a row without `id` continues the one
    /// above, but for the first.
    static func file(_ rows: [[String: String]]) -> String {
        var given = Set(rows.flatMap(\.keys))
        given.remove("id")
        let pointers: [String] = given.map { String($0.prefix(2)) + ".H" }
        let needed: [String] = ["01.01.20", "01.02.40", "01.03.10", "01.H"]
        let columns: [String] = given.union(pointers).union(needed).sorted()
        var lines: [String] = [(["\u{FEFF}"] + columns).joined(separator: ";")]
        for (number, row) in rows.enumerated() {
            let id = row["id"] ?? (number == 0 ? "T1" : "")
            let values: [String] = columns.map { row[$0] ?? "" }
            lines.append(([id] + values).joined(separator: ";"))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func read(_ rows: [[String: String]]) throws(MockPersonsError) -> [PersonList] {
        try PersonListImport.read(Array(file(rows).utf8)).persons
    }
}
