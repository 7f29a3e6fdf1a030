import MockPersons
import TestKit
import Testing

@Suite(.enabled(if: SharedData.isPresent, "skipped: shared test data is absent"))
struct OfficialSetTests {
    static let file = "brp/20220502_Testset_persoonslijsten_proefomgeving_GBA-V.csv"

    /// Read once: the file is large.
    private static let read: Result<PersonListImport, MockPersonsError> = {
        let bytes = SharedData.bytes(file) ?? []
        return Result { () throws(MockPersonsError) in try PersonListImport.read(bytes) }
    }()

    private func official() throws -> PersonListImport {
        try Self.read.get()
    }

    @Test func `the whole set is read`() throws {
        let read = try official()
        #expect(read.persons.count == 687)
        #expect(read.rows == 2156)
        #expect(Set(read.persons.compactMap(\.bsn)).count == 680)
    }

    @Test(arguments: [
        (Irregularity.Code.headerRepeated, 1), (.bsnMissing, 2), (.bsnRepeated, 5),
        (.pointerUnknown, 2), (.pointerWithoutRow, 13), (.pointerShifted, 2),
        (.rowWithoutPointer, 8), (.dateMalformed, 35), (.bsnInvalid, 1), (.columnCount, 0),
        (.strayQuote, 0), (.rowWithoutPerson, 0), (.idRepeated, 0),
    ]) func `its irregularities are found and counted`(
        code: Irregularity.Code, count: Int
    ) throws {
        #expect(try official().irregularities.filter { $0.code == code }.count == count)
    }

    @Test(arguments: [
        ("999993653", "Moulin", "3077AW"), ("999990639", "Burck", "2584BZ"),
        ("999992375", "Kierkegaard", nil),
    ]) func `the current name and address are those of the first row`(
        bsn: String, surname: String, postcode: String?
    ) throws {
        let found = Population(try official().persons).persons(bsn: bsn)
        let person = try #require(found.first)
        #expect(person.first(.person)?["02.40"] == surname)
        if let postcode { #expect(person.first(.residence)?["11.60"] == postcode) }
    }

    @Test func `a quoted separator does not shift the columns`() throws {
        // Every date of birth of a first row is a date, or nearly: nothing slid.
        for person in try official().persons {
            guard let birth = person.first(.person)?["03.10"] else { continue }
            #expect(PartialDate.tolerant(birth) != nil)
        }
    }

    @Test func `children are those reached through the pointer 09`() throws {
        let population = Population(try official().persons)
        let parent = try #require(population.persons(bsn: "999999345").first)
        #expect(parent.current(.child).count == 6)
        #expect(
            Set(parent.current(.child).compactMap { $0["01.20"] }).isSuperset(
                of: ["999999369", "999999370", "999999412"]))
    }

    @Test func `the shifted pointer is no death, and the second marriage is there`() throws {
        let person = try #require(
            Population(try official().persons).persons(bsn: "999996277").first)
        #expect(person.first(.death) == nil)
        #expect(person.current(.partner).count == 2)
        #expect(person.current(.partner)[0]["07.10"] == nil)
    }

    @Test(arguments: [("999990147", "20180526"), ("999993008", "20080700")])
    func `the dead are dead`(bsn: String, date: String) throws {
        let person = try #require(Population(try official().persons).persons(bsn: bsn).first)
        #expect(person.first(.death)?["08.10"] == date)
        #expect(person.first(.registration)?["67.20"] == "O")
    }

    @Test func `the list that was wiped is not delivered`() throws {
        #expect(try official().persons.filter { !$0.isDelivered }.count == 1)
    }

    @Test func `every person of the set has incomes derived, some none and some in dispute`()
        throws
    {
        let data = try MockData.seed(root: Project.root).with(people: official().persons)
        let incomes = data.people.all.compactMap(\.bsn).map { data.incomes.incomes(of: $0) ?? [] }
        #expect(incomes.filter(\.isEmpty).count > 20)
        #expect(incomes.filter { !$0.isEmpty }.count > 400)
        #expect(incomes.joined().contains { $0.underInvestigation != nil })
        #expect(incomes.joined().contains { $0.amount < 0 })
    }

    @Test func `there are applicants for the story on real input`() throws {
        let data = try MockData.seed(root: Project.root).with(people: official().persons)
        #expect(data.applicants(taxYear: 2024).count > 50)
    }
}
