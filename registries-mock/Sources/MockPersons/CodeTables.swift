import StrictJSON

/// The national code tables that person lists refer to (landelijke tabellen).
package struct CodeTables: Sendable, Hashable {
    package enum Table: String, CaseIterable, Sendable {
        /// Table 33.
        case gemeenten
        /// Table 34.
        case landen
        /// Table 32.
        case nationaliteiten
        /// Table 37.
        case redenenNationaliteit
        /// Table 38.
        case titels
        /// Table 56.
        case verblijfstitels
        /// Table 60.
        case rniDeelnemers
        /// Table 61.
        case gezagsverhoudingen
    }

    private let tables: [Table: [String: String]]

    /// Reads `{"gemeenten": {"0363": "Amsterdam"}, …}` with every table.
    package init(_ bytes: [UInt8]) throws(MockPersonsError) {
        let root = try MockFile.json(bytes, named: "codes", maximumBytes: 4 << 20)
        var tables: [Table: [String: String]] = [:]
        do throws(JSONShapeError) {
            try root.exactly(Table.allCases.map(\.rawValue))
            for table in Table.allCases {
                var entries: [String: String] = [:]
                for (code, text) in try root.object(table.rawValue).members {
                    entries[code] = try text.asString()
                }
                tables[table] = entries
            }
        } catch {
            throw MockPersonsError(.shape, error.message)
        }
        self.tables = tables
    }

    /// What a code means; nil where the table does not have it.
    package func meaning(of code: String, in table: Table) -> String? {
        tables[table]?[code]
    }
}
