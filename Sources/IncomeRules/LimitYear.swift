import StrictJSON

/// The limits of one year, as the file has them.
struct LimitYear {
    let year: Int
    /// The tax year of the incomes that are compared.
    let incomeYear: Int
    /// Every limit, confirmed or not.
    let names: [String]
    let confirmed: [IncomeLimit]

    /// Reads `{year, income_year, index: {factor, …}, limits: [{limit, amount, …}]}`.
    init(reading reader: JSONReader, sources: Set<String>) throws {
        try reader.exactly(["year", "income_year", "index", "limits"])
        let year = try reader.integer("year")
        let incomeYear = try reader.integer("income_year")
        guard (2000...2100).contains(year), (1...2).contains(year - incomeYear) else {
            throw LimitsFileError(
                .year, "expected a year, and an 'income_year' one or two years before it")
        }
        let index = try Self.index(try reader.object("index"), sources: sources)
        var names: [String] = []
        var confirmed: [IncomeLimit] = []
        for limit in try reader.array("limits") {
            let figure = try LimitFigure(
                reading: limit, with: ["limit", "amount"], sources: sources)
            let name = try limit.string("limit")
            guard LimitFigure.isWord(name), name.contains("-\(year)-") else {
                throw LimitsFileError(
                    .name, "expected a 'limit' of \(year) such as daeb-\(year)-eenpersoons")
            }
            names.append(name)
            guard let amount = try Self.amount(limit, figure) else { continue }
            confirmed.append(
                IncomeLimit(
                    name: name, amount: amount, incomeYear: Int(incomeYear), index: index))
        }
        self.year = Int(year)
        self.incomeYear = Int(incomeYear)
        self.names = names
        self.confirmed = confirmed
    }

    /// The amount, where it is confirmed.
    private static func amount(_ limit: JSONReader, _ figure: LimitFigure) throws -> Int64? {
        guard let amount = try limit.nullableInteger("amount") else {
            try figure.refuseConfirmation()
            return nil
        }
        guard (1...10_000_000).contains(amount) else {
            throw LimitsFileError(.amount, "expected an 'amount' from 1 to 10,000,000 whole euros")
        }
        return figure.isConfirmed ? amount : nil
    }

    /// The factor, where it is confirmed.
    private static func index(
        _ reader: JSONReader, sources: Set<String>
    ) throws -> IndexFactor? {
        let figure = try LimitFigure(reading: reader, with: ["factor"], sources: sources)
        guard let text = try reader.nullableString("factor") else {
            try figure.refuseConfirmation()
            return nil
        }
        guard let factor = IndexFactor(text) else {
            throw LimitsFileError(.factor, "expected a 'factor' as a text such as \"1.0805\"")
        }
        return figure.isConfirmed ? factor : nil
    }
}
