import MockPersons
import TestKit
import Testing

@Suite struct SeedTests {
    private let seed: MockData

    init() throws {
        seed = try MockData.seed(root: Project.root)
    }

    @Test func `there are some 25 people with stories`() {
        #expect(seed.stories.all.count == 28)
        #expect(seed.people.all.count == 27)
        #expect(seed.stories.main.slug == "sanne-de-vries")
    }

    @Test func `every number passes the eleven-test`() {
        for story in seed.stories.all { #expect(ElevenTest.passes(story.bsn)) }
        for person in seed.people.all {
            #expect(person.bsn.map(ElevenTest.passes) == true)
        }
    }

    @Test(.enabled(if: SharedData.isPresent, "skipped: shared test data is absent"))
    func `no number of the seed is in the official set`() throws {
        let bytes = try #require(SharedData.bytes(OfficialSetTests.file))
        let official = try PersonListImport.read(bytes)
        let numbers = Set(official.persons.compactMap(\.bsn))
        for story in seed.stories.all { #expect(!numbers.contains(story.bsn)) }
    }

    @Test func `everyone in the register has a story`() {
        let known = Set(seed.stories.all.map(\.bsn))
        for person in seed.people.all { #expect(known.contains(person.bsn ?? "")) }
    }

    @Test func `the main character lives with three others`() throws {
        let main = try #require(seed.people.persons(bsn: seed.stories.main.bsn).first)
        let home = try #require(main.first(.residence))
        let household = seed.people.all.filter { person in
            guard let other = person.first(.residence) else { return false }
            return ["11.60", "11.20", "11.30", "11.40"].allSatisfy { other[$0] == home[$0] }
        }
        #expect(household.count == 4)
    }

    @Test func `the household is within the limit of 2026 for passend toewijzen`() throws {
        let sanne = try #require(seed.stories["sanne-de-vries"])
        let youssef = try #require(seed.stories["youssef-el-amrani"])
        for year in [2024, 2025] {
            let sum = [sanne, youssef].reduce(Int64(0)) { sum, story in
                let incomes = seed.incomes.incomes(of: story.bsn) ?? []
                return sum + (incomes.first { $0.taxYear == year }?.amount ?? 1_000_000)
            }
            #expect(sum <= 39_925)
        }
    }

    @Test(arguments: [
        ("margriet-van-der-linden", Category.registration, "70.10", "7"),
        ("cornelis-dekker", .registration, "67.20", "O"),
        ("cornelis-dekker", .death, "08.10", "20250314"),
        ("anneke-visser", .residence, "13.10", "6037"),
        ("tomas-novak", .residence, "13.10", "0000"),
        ("bram-kuipers", .residence, "83.10", "080000"),
        ("roos-mulder", .residence, "10.10", "B"),
        ("ahmed-yildiz", .person, "83.10", "010310"),
        ("amir-hosseini", .nationality, "05.10", "0499"),
        ("truus-bos", .person, "61.10", "V"),
        ("mila-vermeer", .partner, "07.40", "S"),
        ("lotte-smits", .partner, "15.10", "P"),
    ]) func `the stories are in the register as told`(
        slug: String, category: Category, element: String, value: String
    ) throws {
        let story = try #require(seed.stories[slug])
        let person = try #require(seed.people.persons(bsn: story.bsn).first)
        #expect(person.first(category)?[element] == value)
    }

    @Test(arguments: [
        ("olga-petrenko", false, 2), ("pim-de-groot", true, nil), ("fatima-ouali", true, 0),
    ]) func `some are unknown to a register`(
        slug: String, isInBRP: Bool, incomes: Int?
    ) throws {
        let story = try #require(seed.stories[slug])
        #expect(seed.people.persons(bsn: story.bsn).isEmpty == !isInBRP)
        #expect(seed.incomes.incomes(of: story.bsn)?.count == incomes)
    }

    @Test func `a disputed and a negative income are there`() throws {
        let kees = try #require(seed.stories["kees-hofstra"])
        let sophie = try #require(seed.stories["sophie-peters"])
        #expect(seed.incomes.incomes(of: kees.bsn)?.last?.underInvestigation == .bezwaar)
        #expect(seed.incomes.incomes(of: sophie.bsn)?.last?.amount == -3260)
    }

    @Test func `the main character could play the part, the others of note could not`() throws {
        let able = Set(seed.applicants(taxYear: 2025).compactMap(\.bsn))
        #expect(able.contains(seed.stories.main.bsn))
        for slug in [
            "margriet-van-der-linden", "kees-hofstra", "fatima-ouali", "pim-de-groot",
            "olga-petrenko", "cornelis-dekker", "anneke-visser", "bram-kuipers", "roos-mulder",
            "dewi", "ahmed-yildiz", "hendrika-schipper", "sophie-peters",
        ] {
            #expect(!able.contains(try #require(seed.stories[slug]).bsn))
        }
    }

    @Test func `a folder without the seed is refused`() {
        let error = #expect(throws: MockPersonsError.self) { try MockData.seed(root: "/nowhere") }
        #expect(error?.code == .fileUnreadable)
    }
}
