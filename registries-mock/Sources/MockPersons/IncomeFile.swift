import StrictJSON

/// What a file of incomes says: per citizen service number the incomes on record, an empty list for
/// someone without any, or that the register does not know the person at all.
package struct IncomeFile: Sendable, Hashable {
    /// By citizen service number; empty for a person without income on record.
    package let incomes: [String: [Income]]
    /// Those whom the register does not know, and for whom none are derived either.
    package let unknown: Set<String>

    package static let empty = IncomeFile(incomes: [:], unknown: [])

    private init(incomes: [String: [Income]], unknown: Set<String>) {
        self.incomes = incomes
        self.unknown = unknown
    }

    /// Reads `{"personen": [{"burgerservicenummer", "inkomens": [{"belastingjaar", "soort",
    /// "bedrag", "status", "vaststellingsdatum", "bron"?, "inOnderzoek"?: {"ind": true,
    /// "grond"}}]}]}`, or `"bekend": false` in the place of `inkomens`.
    ///
    /// - Throws: `too-large`, `shape`, `bsn-invalid`, `duplicate` for a person, or a year of a
    ///   person, that stands there twice.
    package init(
        _ bytes: [UInt8], maximumBytes: Int = 16 << 20
    ) throws(MockPersonsError) {
        var incomes: [String: [Income]] = [:]
        var unknown: Set<String> = []
        let root = try MockFile.json(bytes, named: "incomes", maximumBytes: maximumBytes)
        do throws(JSONShapeError) {
            try root.exactly(["personen"])
            for person in try root.array("personen") {
                try person.close(["burgerservicenummer", "inkomens", "bekend"])
                let bsn = try person.string("burgerservicenummer")
                guard ElevenTest.passes(bsn) else {
                    throw person.fail("a citizen service number that passes the eleven-test")
                }
                guard incomes[bsn] == nil, !unknown.contains(bsn) else {
                    throw person.fail("a citizen service number that stands there once")
                }
                if try person.optionalBool("bekend") == false {
                    try person.exactly(["burgerservicenummer", "bekend"])
                    unknown.insert(bsn)
                } else {
                    incomes[bsn] = try Self.incomes(of: person)
                }
            }
        } catch {
            throw MockPersonsError(.shape, error.message)
        }
        self.init(incomes: incomes, unknown: unknown)
    }

    private static func incomes(of person: JSONReader) throws(JSONShapeError) -> [Income] {
        var years: Set<Int64> = []
        var incomes: [Income] = []
        for income in try person.array("inkomens") {
            try income.close([
                "belastingjaar", "soort", "bedrag", "status", "vaststellingsdatum", "bron",
                "inOnderzoek",
            ])
            let year = try income.integer("belastingjaar")
            guard (1990...2100).contains(year), years.insert(year).inserted else {
                throw income.fail("a year from 1990 to 2100 that stands there once")
            }
            guard let kind = Income.Kind(rawValue: try income.string("soort")) else {
                throw income.fail("'soort' to be verzamelinkomen or belastbaarLoon")
            }
            guard let status = Income.Status(rawValue: try income.string("status")) else {
                throw income.fail("'status' to be vastgesteld or herzien")
            }
            let date = try income.string("vaststellingsdatum")
            guard case .day = PartialDate(date.filter { $0 != "-" }), date.utf8.count == 10 else {
                throw income.fail("'vaststellingsdatum' to be a day, YYYY-MM-DD")
            }
            incomes.append(
                Income(
                    taxYear: Int(year), kind: kind, amount: try income.integer("bedrag"),
                    status: status, establishedOn: date, source: try source(of: income, kind),
                    underInvestigation: try ground(of: income)))
        }
        return incomes.sorted { $0.taxYear < $1.taxYear }
    }

    /// Nil where the file does not say: then the usual one of its kind and status.
    private static func source(
        of income: JSONReader, _ kind: Income.Kind
    ) throws(JSONShapeError) -> Income.Source? {
        guard let name = try income.optionalString("bron") else { return nil }
        guard let source = Income.Source(rawValue: name), source.yields(kind) else {
            throw income.fail(
                "'bron' to be loonaangifte for belastbaarLoon, else definitieveAanslag, "
                    + "navorderingsaanslag or verminderingsbeschikking")
        }
        return source
    }

    private static func ground(of income: JSONReader) throws(JSONShapeError) -> Income.Ground? {
        guard let investigation = try income.optionalObject("inOnderzoek") else { return nil }
        try investigation.exactly(["ind", "grond"])
        guard try investigation.bool("ind"),
            let ground = Income.Ground(rawValue: try investigation.string("grond"))
        else {
            throw investigation.fail("'ind' true and 'grond' bezwaar, beroep or terugmelding")
        }
        return ground
    }
}
