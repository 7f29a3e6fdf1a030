import Foundation
import MockPersons
import StrictJSON
import Testing

@testable import RegistriesMock

/// Registers that a file describes.
@Suite(.timeLimit(.minutes(1)))
struct OrganisationFileTests {
    private static let rdw = """
        {"slug": "rdw", "oin": "00000099000000001001", "name": "RDW (mock)", "holds": {},
         "categories": [{"id": "voertuigen", "label": {"nl": "Voertuigen", "en": "Vehicles"},
            "purpose": {"nl": "Weten", "en": "To know"}, "legal_basis": "Wet", "retention": "P5Y",
            "recipients": ["Politie"]}]}
        """

    private static func text(_ organisations: String...) -> String {
        """
        {"operator": {"oin": "00000099000000000901", "name": "Gateway (mock)"},
         "organisations": [\(organisations.joined(separator: ","))]}
        """
    }

    private func file(_ text: String) throws -> OrganisationFile {
        try OrganisationFile(Array(text.utf8))
    }

    private static let today = PartialDate("20261123") ?? .unknown

    @Test func `the project's set resembles the landscape, and none passes for the real one`()
        throws
    {
        let organisations = try Project.organisations().organisations
        #expect(organisations.count >= 10)
        #expect(organisations.allSatisfy { $0.name.hasSuffix("(mock)") })
        let slugs = Set(organisations.map(\.slug))
        #expect(slugs.isSuperset(of: ["rdw", "duo", "uwv", "svb", "kadaster", "kvk"]))
    }

    @Test func `the entry that the page for testers shows is taken as it stands`() throws {
        let page = try String(
            contentsOfFile: Project.root + "/docs/testers.md", encoding: .utf8)
        let entry = try #require(page.firstMatch(of: /```json\n(\{"slug"[^`]+)```/)).output.1
        #expect(try file(Self.text(String(entry))).organisations.count == 1)
    }

    @Test(arguments: [
        "", "[]", "{}", text(), #"{"operator": {}, "organisations": []}"#, text(rdw, rdw),
        text(rdw.replacing("rdw", with: "brp")), text(rdw.replacing("rdw", with: "R D W")),
        text(rdw.replacing(" (mock)", with: "")), text(rdw.replacing("1001", with: "0901")),
        text(rdw.replacing("00000099000000001001", with: "00000003000000001001")),
        text(rdw.replacing("\"holds\": {}", with: "\"holds\": {\"share\": 101}")),
        text(rdw.replacing("\"holds\": {}", with: "\"holds\": {\"sahre\": 10}")),
        text(rdw.replacing("\"holds\": {}", with: "\"holds\": {\"always\": [\"999000018\"]}")),
        text(
            rdw.replacing("\"holds\": {}", with: "\"holds\": {\"ages\": {\"from\": 9, \"to\": 8}}")),
        text(rdw.replacing("\"holds\": {}", with: "\"holds\": {\"municipalities\": [\"484\"]}")),
        text(rdw.replacing("\"id\": \"voertuigen\"", with: "\"id\": \"Voertuigen!\"")),
        text(rdw.replacing("\"en\": \"Vehicles\"", with: "\"de\": \"Wagen\"")),
        text(rdw.replacing("\"recipients\"", with: "\"receivers\"")),
        text(rdw.replacing("P5Y", with: "5 years")), text(rdw.replacing("P5Y", with: "P")),
        text(rdw.replacing("P5Y", with: "P1D2Y")), text(rdw.replacing("P5Y", with: "P1Y2W")),
        text(rdw.replacing("rdw", with: "-rdw")), text(rdw.replacing("rdw", with: "registers")),
        text(rdw.replacing("rdw", with: String(repeating: "r", count: 41))),
        text(rdw.replacing("RDW", with: String(repeating: "R", count: 52))),
        text(rdw.replacing("\"Wet\"", with: "\"\(String(repeating: "w", count: 3400))\"")),
    ])
    func `a file that is none is refused, saying what was expected`(text: String) {
        let error = #expect(throws: MockPersonsError.self) { try file(text) }
        #expect(error?.message.contains("expected") == true)
    }

    @Test(arguments: [
        (text(rdw, rdw.replacing("1001", with: "1002")), "organisations[1].slug"),
        (text(rdw, rdw.replacing("rdw", with: "duo")), "organisations[1].oin"),
        (text(rdw.replacing("1001", with: "0901")), "organisations[0].oin"),
    ])
    func `what stands there twice is refused, saying where`(text: String, place: String) {
        let error = #expect(throws: MockPersonsError.self) { try file(text) }
        #expect(error?.code == .duplicate && error?.message.contains(place) == true)
    }

    @Test func `what is no JSON is refused with its line`() {
        let error = #expect(throws: MockPersonsError.self) {
            try file("{\n  \"operator\": {},\n  \"organisations\": [}\n")
        }
        #expect(error?.code == .shape && error?.line == 3)
    }

    @Test func `a set grows past the slugs and numbers that its file has`() throws {
        let own = [
            Self.rdw, Self.rdw.replacing("rdw", with: "rdw-4").replacing("1001", with: "1002"),
            Self.rdw.replacing("rdw", with: "last").replacing("000000001001", with: "000001000005"),
        ].joined(separator: ",")
        let grown = try file(Self.text(own)).expanded(to: 7).organisations
        #expect(grown.prefix(3).map(\.slug) == ["rdw", "rdw-4", "last"])
        #expect(grown.dropFirst(3).map(\.slug) == ["rdw-6", "rdw-4-7", "last-8", "rdw-9"])
        #expect(Set(grown.map(\.slug)).count == 7 && Set(grown.map(\.oin)).count == 7)
    }

    @Test func `the longest slug has room for a number`() throws {
        let slug = String(repeating: "r", count: 40)
        let grown = try file(Self.text(Self.rdw.replacing("rdw", with: slug))).expanded(to: 5000)
        #expect(Set(grown.organisations.map(\.slug)).count == 5000)
        #expect(grown.organisations.allSatisfy { $0.mock != nil })
    }

    @Test func `a set grows to any number, each of its own name and number`() throws {
        let seed = try Project.organisations()
        let grown = seed.expanded(to: 2000)
        #expect(grown.organisations.count == 2000)
        #expect(Set(grown.organisations.map(\.slug)).count == 2000)
        #expect(Set(grown.organisations.map(\.oin)).count == 2000)
        #expect(grown.organisations.allSatisfy { $0.oin.utf8.count == 20 })
        #expect(grown.organisations.prefix(3) == seed.organisations.prefix(3))
        #expect(seed.expanded(to: 2).organisations.count == 2)
    }

    @Test func `the rule says who is in it: by name, age, municipality and share`() throws {
        let people = try Project.seed().people
        func members(_ rule: String) throws -> Set<String> {
            let organisation = try file(
                Self.text(Self.rdw.replacing("\"holds\": {}", with: "\"holds\": \(rule)"))
            ).organisations[0]
            return Set(
                people.all.compactMap(\.bsn).filter { bsn in
                    !organisation.records(
                        of: bsn, person: people.persons(bsn: bsn).first, today: Self.today
                    ).isEmpty
                })
        }
        let all = Set(people.all.compactMap(\.bsn))
        let sanne = try Project.bsn("sanne-de-vries")
        let lina = try Project.bsn("lina-el-amrani")
        let (everyone, nobody) = (try members("{}"), try members(#"{"share": 0}"#))
        #expect(everyone == all && nobody.isEmpty)
        let named = try members(#"{"share": 0, "always": ["\#(sanne)"]}"#)
        let others = try members(#"{"never": ["\#(sanne)"]}"#)
        #expect(named == [sanne] && others == all.subtracting([sanne]))
        let adults = try members(#"{"ages": {"from": 18, "to": 120}}"#)
        #expect(adults.contains(sanne) && !adults.contains(lina))
        let here = try members(#"{"municipalities": ["0484"]}"#)
        #expect(here.contains(sanne) && here.count < all.count)
        let half = try members(#"{"share": 50}"#)
        #expect(!half.isEmpty && half.count < all.count)
        let again = try members(#"{"share": 50}"#)
        #expect(again == half)
    }

    @Test func `someone unknown is in a register that asks neither age nor address`() throws {
        let organisation = try file(Self.text(Self.rdw)).organisations[0]
        let records = organisation.records(of: "999000019", person: nil, today: Self.today)
        #expect(records.count == 1)
        let record = records.first?.objectValue
        #expect(record?["categorie"] == "voertuigen" && record?["aantal"] == 1)
        #expect(record?["ontvangers"] == ["Politie"])
    }
}
