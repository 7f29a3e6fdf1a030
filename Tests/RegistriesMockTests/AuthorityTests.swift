import MockPersons
import StrictJSON
import Testing

@testable import RegistriesMock

/// Who has authority over Bert, as far as the lists tell. The day is 2 May 2026.
@Suite struct AuthorityTests {
    private static let (gerda, aart, ariana, bert) =
        ("000000012", "000000024", "000000036", "000000048")

    /// Bert with his parents, and the lists of Gerda and Aart.
    private func lists(
        born: String = "20200101", parents: [String] = [Self.gerda, Self.aart],
        since: String? = nil, bert: [String: String] = [:], gerda: [String: String] = [:],
        aart: [String: String] = [:]
    ) throws -> [PersonList] {
        var child = [
            "id": "T1", "01.01.20": Self.bert, "01.02.40": "Bert", "01.03.10": born,
            "08.09.10": "0518",
        ]
        for (bsn, category) in zip(parents, ["02", "03"]) {
            child[category + ".01.20"] = bsn
            child[category + ".02.40"] = bsn == Self.aart ? "Aart" : "Gerda"
            child[category + ".04.10"] = bsn == Self.aart ? "M" : "V"
            child[category + ".62.10"] = bsn == Self.aart ? since ?? born : born
        }
        let adult = ["01.03.10": "19800101", "09.01.20": Self.bert, "09.02.40": "Bert"]
        return try SmallPersons.read([
            child.merging(bert) { $1 },
            adult.merging(["id": "T2", "01.01.20": Self.gerda, "01.02.40": "Gerda"]) { $1 }
                .merging(gerda) { $1 },
            adult.merging(["id": "T3", "01.01.20": Self.aart, "01.02.40": "Aart"]) { $1 }
                .merging(aart) { $1 },
        ])
    }

    /// What is told of a person: the kind, then the numbers of who has it, or the reason.
    private func told(_ lists: [PersonList], of bsn: String = Self.bert) throws -> [String] {
        let people = Population(lists)
        let group = AuthorityGroup(
            authority: ParentalAuthority(people: people, today: .day(year: 2026, month: 5, day: 2)))
        let person = try #require(people.persons(bsn: bsn).first)
        return group.list(for: person).compactMap(\.objectValue).map { relation in
            let holders =
                (relation["derden"]?.arrayValue ?? []) + (relation["ouders"]?.arrayValue ?? [])
                + [relation["ouder"], relation["derde"]]
                .compactMap { $0 }
            let names = holders.map {
                $0.objectValue?["burgerservicenummer"]?.stringValue
                    ?? $0.objectValue?["type"]?.stringValue ?? "?"
            }
            return
                ([relation["type"]?.stringValue ?? "?"] + names
                + [relation["toelichting"]?.stringValue].compactMap { $0 })
                .joined(separator: " ")
        }
    }

    private static func married(
        _ bsn: String, _ start: String, until end: String = "", reason: String = ""
    ) -> [String: String] {
        [
            "05.01.20": bsn, "05.02.40": "Partner", "05.06.10": start, "05.07.10": end,
            "05.07.40": reason,
        ]
    }

    @Test func `parents who were married after the birth have it together`() throws {
        let both = ["GezamenlijkOuderlijkGezag \(Self.gerda) \(Self.aart)"]
        #expect(try told(lists(gerda: Self.married(Self.aart, "20190101"))) == both)
        #expect(try told(lists(gerda: Self.married(Self.aart, "20220101"))) == both)
        #expect(
            try told(lists(aart: Self.married(Self.gerda, "20190101", until: "20240101"))) == both)
        #expect(try told(lists(gerda: Self.married(Self.aart, "20190101")), of: Self.aart) == both)
    }

    @Test func `without marriage the mother has it alone, since 2023 both`() throws {
        let mother = ["EenhoofdigOuderlijkGezag \(Self.gerda)"]
        #expect(try told(lists()) == mother)
        #expect(try told(lists(since: "20221230")) == mother)
        #expect(
            try told(lists(gerda: Self.married(Self.aart, "20150101", until: "20190101"))) == mother
        )
        #expect(
            try told(lists(since: "20230103"))
                == ["GezamenlijkOuderlijkGezag \(Self.gerda) \(Self.aart)"])
        #expect(try told(lists(), of: Self.aart).isEmpty)
    }

    @Test func `one parent shares it with whom that parent was married to at the birth`() throws {
        let parents = [Self.gerda]
        let alone = ["EenhoofdigOuderlijkGezag \(Self.gerda)"]
        #expect(try told(lists(parents: parents)) == alone)
        #expect(
            try told(lists(parents: parents, gerda: Self.married(Self.ariana, "20190101")))
                == ["GezamenlijkGezag \(Self.gerda) \(Self.ariana)"])
        #expect(
            try told(lists(parents: parents, gerda: Self.married(Self.ariana, "20210101"))) == alone
        )
        #expect(
            try told(
                lists(
                    parents: parents,
                    gerda: Self.married(Self.ariana, "20190101", until: "20210101", reason: "N")))
                == alone)
    }

    @Test(arguments: [
        ("1", "EenhoofdigOuderlijkGezag 000000012"), ("2", "EenhoofdigOuderlijkGezag 000000024"),
        ("12", "GezamenlijkOuderlijkGezag 000000012 000000024"),
        ("1D", "GezamenlijkGezag 000000012 OnbekendeDerde"), ("D", "Voogdij"),
    ]) func `a court's decision goes first`(code: String, expected: String) throws {
        #expect(try told(lists(bert: ["11.32.10": code])) == [expected])
    }

    @Test func `who died, is under guardianship or a minor has none`() throws {
        let dead = ["07.67.20": "O"]
        let guarded = ["11.33.10": "1"]
        let young = ["01.03.10": "20100101"]
        let decided = ["11.32.10": "12"]
        #expect(
            try told(lists(bert: decided, gerda: dead))
                == ["EenhoofdigOuderlijkGezag \(Self.aart)"])
        let reason = "TijdelijkGeenGezag Tijdelijk geen gezag omdat "
        #expect(
            try told(lists(bert: decided, gerda: dead, aart: dead))
                == [reason + "beide ouders overleden zijn."])
        #expect(
            try told(lists(bert: decided, gerda: young, aart: guarded))
                == [reason + "een ouder onder curatele staat en de andere ouder minderjarig is."])
        #expect(
            try told(lists(parents: [Self.gerda], gerda: young))
                == [reason + "de ouder minderjarig is."])
    }

    @Test func `without the parent, whom the parent was married to is guardian`() throws {
        let union = Self.married(Self.aart, "20190101")
        let dead = ["07.67.20": "O"]
        let parents = [Self.gerda]
        #expect(
            try told(lists(parents: parents, gerda: union.merging(dead) { $1 }))
                == ["Voogdij \(Self.aart)"])
        #expect(
            try told(lists(parents: parents, gerda: union, aart: dead))
                == ["EenhoofdigOuderlijkGezag \(Self.gerda)"])
        #expect(
            try told(lists(parents: parents, gerda: union.merging(dead) { $1 }, aart: dead))
                == [
                    "TijdelijkGeenGezag Tijdelijk geen gezag omdat ouder en partner overleden zijn."
                ])
        #expect(try told(lists(bert: ["11.32.10": "1D"], gerda: dead)) == ["Voogdij"])
    }

    @Test func `where the lists do not say enough, that is the answer`() throws {
        let undetermined = "GezagNietTeBepalen"
        for text in [
            try told(lists(bert: ["08.13.10": "5010"])), try told(lists(parents: [])),
            try told(lists(bert: ["03.04.10": "V"])),
        ] {
            #expect(text.count == 1)
            #expect(text.first?.hasPrefix(undetermined) == true)
        }
    }

    @Test func `nobody has it over who is of age or died`() throws {
        #expect(try told(lists(born: "20080502")).isEmpty)
        #expect(try told(lists(bert: ["07.67.20": "O"])).isEmpty)
    }
}
