import BlueButton
import Foundation
import StrictJSON
import Testing

@testable import CitizenCommands

struct DataTextTests {
    private static let person: [(name: String, value: JSONValue)] = [
        (
            "naam",
            [
                "voornamen": "Roos", "voorvoegsel": "de", "geslachtsnaam": "Vries",
                "volledigeNaam": "Roos de Vries",
            ]
        ),
        ("geboorte", ["datum": "1988-03-04", "plaats": "Leiden", "land": "Nederland"]),
        (
            "adres",
            [
                "straat": "Dorpsstraat", "huisnummer": 5, "huisletter": "A",
                "huisnummertoevoeging": .null, "postcode": "2311AA", "woonplaats": "Leiden",
                "gemeente": "Leiden", "land": .null, "regels": .null, "datumVan": "2019-05",
                "functie": "woonadres", "inOnderzoek": true, "geheimhouding": true,
            ]
        ),
        ("nationaliteiten", ["Nederlandse"]), ("partner", .null),
        (
            "inkomen-2024",
            [
                "belastingjaar": 2024, "soort": "verzamelinkomen", "bedrag": 31_250,
                "status": "definitief", "vaststellingsdatum": "2025-05-01", "inOnderzoek": false,
            ]
        ),
        ("nieuw-soort", ["a": "b", "inOnderzoek": true]),
    ]

    @Test func `data stands in sections, each value with a Dutch label`() {
        let lines = DataText(claims: Self.person, texts: Texts(.nl)).lines
        for line in [
            "Wie u bent", "  Naam           Roos de Vries", "  Geboren op     4 maart 1988",
            "Waar u woont", "Uw partner", "  Partner  niets vastgelegd", "Uw inkomen",
            "Andere gegevens",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        let text = lines.joined(separator: "\n")
        for value in [
            "Dorpsstraat 5 A, 2311AA Leiden", "mei 2019", "woonadres", "Nederlandse", "€ 31.250",
            "verzamelinkomen (al uw inkomen samen)", "definitief", "1 mei 2025",
        ] {
            #expect(text.contains(value), "\(value)")
        }
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test(arguments: Language.allCases)
    func `what is disputed or confidential is said before its values`(language: Language) throws {
        let texts = Texts(language)
        let lines = DataText(claims: Self.person, texts: texts).lines
        let home = try #require(lines.firstIndex(of: texts.section(.address)))
        #expect(lines[home + 1].hasPrefix("  " + texts.disputedMeaning.prefix(20)))
        let next = lines[home...].firstIndex { $0.contains("Dorpsstraat") }
        let secret = lines[home...].firstIndex { $0.contains(texts.confidentialMeaning.prefix(20)) }
        #expect(try #require(secret) < #require(next))
        // What is not disputed is not said to be.
        let income = try #require(lines.firstIndex(of: texts.section(.income)))
        #expect(!lines[income + 1].contains(texts.disputedMeaning.prefix(20)))
    }

    @Test(arguments: Language.allCases)
    func `who lives reads nothing about death`(language: Language) {
        let texts = Texts(language)
        #expect(DataText(claims: [("overlijden", .null)], texts: texts).lines.isEmpty)
        let died = DataText(claims: [("overlijden", ["datum": "2020-01-02"])], texts: texts).lines
        #expect(died.contains(texts.section(.death)))
    }

    @Test func `limits of a year stand together, and what they share is told once`() {
        func limit(_ name: String, _ year: Int64, _ amount: Int64, _ isUnder: Bool) -> JSONValue {
            [
                "limit": .string(name), "amount": .integer(amount), "belastingjaar": .integer(year),
                "indexed": false, "under": .bool(isUnder), "limits_version": "2026-01-01",
            ]
        }
        let claims: [(name: String, value: JSONValue)] = [
            (
                "onder-daeb-2026-eenpersoons",
                limit("daeb-2026-eenpersoons", 2024, 49_669, true)
            ),
            (
                "onder-daeb-2026-meerpersoons",
                limit("daeb-2026-meerpersoons", 2024, 54_847, false)
            ),
            ("onder-daeb-2024-eenpersoons", .null), ("onder-daeb-2024-meerpersoons", .null),
        ]
        let lines = DataText(claims: claims, texts: Texts(.nl)).lines
        let text = lines.joined(separator: "\n").split { " \n".contains($0) }
            .joined(separator: " ")
        #expect(lines.contains("  Grenzen van 2026, naast uw inkomen van 2024, niet omgerekend:"))
        #expect(text.contains("€ 49.669: ja") && text.contains("€ 54.847: nee"))
        #expect(text.components(separatedBy: "2026-01-01").count == 2)
        #expect(lines.count { $0.hasPrefix("  Grenzen van 2024: niet te zeggen") } == 1)
        #expect(lines.allSatisfy { $0.count <= 80 })
        // One that is not as prescribed is shown as it is, and so are the others then.
        let odd = DataText(
            claims: claims + [("onder-x", ["a": 1])], texts: Texts(.nl)
        ).lines.joined(separator: "\n")
        #expect(odd.contains("€ 49.669") && odd.contains("1"))
    }

    @Test func `words of registries are English for who reads English`() {
        let text = DataText(
            claims: Self.person + [("geslacht", "vrouw")], texts: Texts(.en)
        ).lines.joined(separator: "\n")
        for word in ["home address", "Dutch", "female", "aggregate income (verzamelinkomen)"] {
            #expect(text.contains(word), "\(word)")
        }
        #expect(!text.contains("woonadres") && !text.contains("Nederlandse"))
        // A name is a name.
        let name = DataText(claims: [("naam", ["geslachtsnaam": "vrouw"])], texts: Texts(.en))
        #expect(name.lines.joined().contains("vrouw"))
        #expect(Texts(.nl).word("vrouw", of: "geslacht") == nil)
    }

    @Test func `a claim of a kind that is not known is shown whole`() {
        let lines = DataText(claims: [("x", ["a": ["b": 1], "c": true])], texts: Texts(.en)).lines
        #expect(lines == ["", "Other data", "  A  b: 1", "  C  yes"])
    }

    @Test func `an address abroad, and one of which nothing is known`() {
        let abroad = DataText(
            claims: [("adres", ["regels": ["Rue 1", "Bruxelles"], "land": "België"])],
            texts: Texts(.nl)
        ).lines
        #expect(abroad.contains("  Adres  Rue 1, Bruxelles, België"))
        let none = DataText(
            claims: [("adres", ["straat": .null, "geheimhouding": true])], texts: Texts(.nl)
        ).lines
        #expect(none.last == "  Adres  onbekend" && none.contains { $0.contains("geheim") })
    }

    @Test func `nothing from outside steers the terminal`() {
        let evil = "a\u{1B}[2Jb\u{202E}c\u{7}"
        let values: [JSONValue] = [
            .string(evil), [evil: .string(evil)], .array([.string(evil)]),
            ["datum": .string(evil)], ["x": [evil: .string(evil)]],
        ]
        for value in values {
            for name in ["naam", "adres", "partner", "overlijden", evil, "inkomen-\(evil)"] {
                for line in DataText(claims: [(name, value)], texts: Texts(.nl)).lines {
                    #expect(
                        !line.unicodeScalars.contains {
                            "\u{1B}\u{202E}\u{7}".unicodeScalars.contains($0)
                        })
                }
            }
        }
    }

    @Test func `each section has a name in both languages`() {
        for section in DataText.Section.allCases {
            #expect(Texts(.nl).section(section) != Texts(.en).section(section))
        }
    }
}
