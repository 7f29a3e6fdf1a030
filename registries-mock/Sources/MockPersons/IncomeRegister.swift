/// Who has which income: what is on file, and what is derived for imported people.
package struct IncomeRegister: Sendable, Hashable {
    private let file: IncomeFile
    private let derived: [String: [Income]]

    /// - Parameter deriving: people for whom incomes are derived where none are on file.
    package init(_ file: IncomeFile, deriving people: [PersonList] = []) {
        self.file = file
        var derived: [String: [Income]] = [:]
        for person in people where person.isDelivered {
            guard let bsn = person.bsn, file.incomes[bsn] == nil, !file.unknown.contains(bsn),
                derived[bsn] == nil
            else { continue }
            derived[bsn] = DerivedIncomes.incomes(for: person, bsn: bsn)
        }
        self.derived = derived
    }

    /// The incomes of a person by year; nil for someone whom the register does not know.
    package func incomes(of bsn: String) -> [Income]? {
        file.incomes[bsn] ?? derived[bsn]
    }

    /// The number of persons of whom the register knows, with or without income.
    package var count: Int {
        file.incomes.count + derived.count
    }
}
