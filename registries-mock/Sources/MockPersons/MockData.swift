/// All that the mocks know: the people, their incomes, the code tables and the stories of the seed.
///
/// A value: a tester who brings other people or other incomes makes a new one.
package struct MockData: Sendable {
    package let people: Population
    package let incomes: IncomeRegister
    package let codes: CodeTables
    package let stories: Stories
    private let incomeFile: IncomeFile
    private let derivesIncomes: Bool

    private init(
        people: Population, incomeFile: IncomeFile, derivesIncomes: Bool, codes: CodeTables,
        stories: Stories
    ) {
        self.people = people
        self.incomeFile = incomeFile
        self.derivesIncomes = derivesIncomes
        incomes = IncomeRegister(incomeFile, deriving: derivesIncomes ? people.all : [])
        self.codes = codes
        self.stories = stories
    }

    /// Reads the seed from `registries-mock/data` below a folder.
    ///
    /// - Throws: what reading the files throws; `shape` where the seed's person lists have any
    ///   irregularity, since it has none.
    package static func seed(root: String) throws(MockPersonsError) -> MockData {
        let folder = root + "/registries-mock/data/"
        let read = try PersonListImport.read(try MockFile.bytes(folder + "persons.csv"))
        if let first = read.irregularities.first {
            throw MockPersonsError(
                .shape, "expected a seed without irregularities: \(first.message)",
                line: first.line)
        }
        return MockData(
            people: Population(read.persons),
            incomeFile: try IncomeFile(try MockFile.bytes(folder + "incomes.json")),
            derivesIncomes: false,
            codes: try CodeTables(try MockFile.bytes(folder + "codes.json")),
            stories: try Stories(try MockFile.bytes(folder + "stories.json")))
    }

    /// Reads a person list file.
    package static func persons(
        file path: String
    ) throws(MockPersonsError) -> PersonListImport {
        try PersonListImport.read(try MockFile.bytes(path))
    }

    /// The same with other people, whose incomes are derived where none are on file.
    package func with(people: [PersonList]) -> MockData {
        MockData(
            people: Population(people), incomeFile: incomeFile, derivesIncomes: true, codes: codes,
            stories: stories)
    }

    /// The same with another file of incomes in the place of the one before.
    package func with(incomes: IncomeFile) -> MockData {
        MockData(
            people: people, incomeFile: incomes, derivesIncomes: derivesIncomes, codes: codes,
            stories: stories)
    }
}
