import MockPersons
import StrictJSON
import Testing

@testable import RegistriesMock

/// What is made of a person list, case by case. The day is 2 May 2026.
@Suite struct BRPPersonTests {
    private static let bsn = "999000019"

    /// The person of some rows with some fields, as text.
    private func person(
        _ fields: String, _ rows: [String: String]..., kind: QueryKind = .numbers
    ) throws -> String {
        let all = rows.enumerated().map { number, row in
            number == 0 ? row.merging(["01.01.20": Self.bsn]) { $1 } : row
        }
        let lists = try SmallPersons.read(all)
        let document = PersonDocument(
            person: try #require(lists.first), codes: try Project.seed().codes,
            today: .day(year: 2026, month: 5, day: 2))
        let asked = FieldSelection(fields.split(separator: ",").map(String.init), in: kind.tree)
        return JSONValue.object(document.delivered(asked)).text
    }

    @Test(arguments: [
        (
            ["08.14.10": "6014", "08.14.20": "20020101"],
            #""landVanwaarIngeschreven":{"code":"6014","omschrijving":"Verenigde Staten van Amerika"},"indicatieVestigingVanuitBuitenland":true"#
        ),
        (["08.14.10": "0000"], #"{"immigratie":{"vanuitVerblijfplaatsOnbekend":true}}"#),
        (
            [
                "08.13.10": "6014", "08.14.20": "20020101", "08.83.10": "089999",
                "08.83.20": "20020701",
            ], #""indicatieVestigingVanuitBuitenland":true}}"#
        ),
    ]) func `immigration is delivered with what follows from it`(
        values: [String: String], expected: String
    ) throws {
        #expect(try person("immigratie", values).contains(expected))
    }

    @Test(arguments: [
        ("20260502", false), ("20260503", true), ("", true), ("20200101", false),
    ]) func `a residence permit is delivered until its last day`(
        end: String, isDelivered: Bool
    ) throws {
        let text = try person("verblijfstitel.aanduiding", ["10.39.10": "09", "10.39.20": end])
        #expect(text.contains("Art. 9 van de Vreemdelingenwet") == isDelivered)
        #expect(text.contains("verblijfstitel") == isDelivered)
    }

    @Test func `a residence permit that lapsed is not delivered`() throws {
        #expect(try person("verblijfstitel", ["10.39.10": "98"]) == "{}")
    }

    @Test(arguments: [
        ("", true), ("20260503", true), ("20260500", true), ("20260000", true),
        ("00000000", true), ("20260502", false), ("20260400", false), ("20250000", false),
    ]) func `an exclusion from voting lasts as far as is known`(
        end: String, isDelivered: Bool
    ) throws {
        let national = try person(
            "uitsluitingKiesrecht.uitgeslotenVanKiesrecht", ["13.38.10": "A", "13.38.20": end])
        let european = try person(
            "europeesKiesrecht.aanduiding", ["13.31.10": "1", "13.31.30": end])
        #expect(
            national
                == (isDelivered
                    ? #"{"uitsluitingKiesrecht":{"uitgeslotenVanKiesrecht":true}}"# : "{}"))
        #expect(european.contains("persoon is uitgesloten") == isDelivered)
    }

    @Test func `what organisations brought is told for the categories asked for`() throws {
        let values = [
            "01.02.10": "Peter", "01.88.10": "101", "08.13.10": "5010", "08.88.10": "0201",
            "08.88.20": "Verdrag",
        ]
        let name = try person("naam.voornamen", values)
        #expect(
            name
                == #"{"naam":{"voornamen":"Peter"},"rni":[{"deelnemer":{"code":"0101","omschrijving":"Belastingdienst (inzake heffingen en toeslagen)"},"categorie":"Persoon"}]}"#
        )
        let residence = try person("immigratie", values)
        #expect(
            residence.contains(#""omschrijvingVerdrag":"Verdrag","categorie":"Verblijfplaats""#))
        #expect(!residence.contains("Persoon"))
        #expect(!residence.contains("immigratie"))
    }

    @Test func `verification comes unasked`() throws {
        let text = try person("overlijden", ["07.71.10": "20020000", "07.71.20": "bewijs"])
        #expect(
            text
                == #"{"verificatie":{"datum":{"type":"JaarDatum","jaar":2002,"langFormaat":"2002"},"omschrijving":"bewijs"}}"#
        )
    }

    @Test(arguments: [
        ("naam", "01.83.10", "010120", #"{"naam":{}}"#),
        ("overlijden.plaats", "06.83.10", "060810", #"{"overlijden":{}}"#),
        ("kinderen.naam", "09.83.10", "090100", #"{"kinderen":[]}"#),
        ("adressering.adresregel1", "08.83.10", "081010", #"{"adressering":{}}"#),
        ("adressering.aanhef", "08.83.10", "080000", "{}"),
        ("verblijfplaats", "08.83.10", "080000", "{}"),
        ("immigratie", "08.83.10", "080910", "{}"),
        ("immigratie", "08.83.10", "089999", #"{"immigratie":{}}"#),
    ]) func `a group about which the register looks into another field is empty`(
        field: String, element: String, scope: String, expected: String
    ) throws {
        #expect(try person(field, [element: scope]) == expected)
    }

    @Test func `an investigation that ended is not told`() throws {
        let text = try person(
            "naam.geslachtsnaam",
            [
                "01.02.40": "Jansen", "01.83.10": "010000", "01.83.20": "20120920",
                "01.83.30": "20120922",
            ])
        #expect(text == #"{"naam":{"geslachtsnaam":"Jansen"}}"#)
    }

    @Test(arguments: [
        ("adresseringBinnenland", #"{"adressering":{}}"#),
        ("verblijfplaatsBinnenland", "{}"),
        (
            "adresseringBinnenland,verblijfplaats.type",
            #"{"verblijfplaats":{"type":"VerblijfplaatsBuitenland"}}"#
        ),
        (
            "verblijfplaatsBinnenland,adressering.adresregel1",
            #"{"adressering":{"adresregel1":"Rue 1"}}"#
        ),
    ]) func `the aliases for the Netherlands deliver nothing from abroad`(
        fields: String, expected: String
    ) throws {
        #expect(try person(fields, ["08.13.10": "5010", "08.13.30": "Rue 1"]) == expected)
    }

    @Test func `that someone is not at the address goes with every line, and not with the name`()
        throws
    {
        let values = [
            "01.02.40": "Jansen", "08.11.10": "Spui", "08.11.20": "1", "08.83.10": "089999",
            "08.83.20": "20020701",
        ]
        let lines = try person("adressering.adresregel1", values)
        #expect(lines.contains(#""indicatieVastgesteldVerblijftNietOpAdres":true"#))
        #expect(lines.contains(#""inOnderzoek":{"adresregel1":true"#))
        let name = try person("adressering.aanhef", values)
        #expect(name == #"{"adressering":{"aanhef":"Geachte Jansen"}}"#)
    }

    @Test func `a search delivers the limited person, whatever group is named whole`() throws {
        let text = try person(
            "naam,geboorte,adressering",
            [
                "01.02.10": "Jan", "01.02.40": "Jansen", "01.61.10": "E", "01.03.10": "19800101",
                "01.03.20": "0518", "08.11.10": "Spui", "08.11.20": "1",
            ], kind: .postcode)
        #expect(
            text
                == #"{"naam":{"voornamen":"Jan","geslachtsnaam":"Jansen","voorletters":"J.","volledigeNaam":"Jan Jansen"},"geboorte":{"datum":{"type":"Datum","datum":"1980-01-01","langFormaat":"1 januari 1980"}},"adressering":{"adresregel1":"Spui 1"}}"#
        )
    }

    @Test func `a stillborn child and one that never was are left out`() throws {
        let text = try person(
            "kinderen.naam.voornamen",
            ["09.02.10": "Ada", "09.H": "09"], ["09.02.10": "Ben", "09.89.10": "L", "09.H": "09"],
            ["09.82.10": "0518", "09.84.10": "O"])
        #expect(text == #"{"kinderen":[{"naam":{"voornamen":"Ada"}}]}"#)
    }
}
