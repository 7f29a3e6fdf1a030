import BlueButton
import OpenSSL
import ReleaseKit
import Sovereignty
import StrictJSON
import Testing

@testable import CitizenCommands
@testable import PlainWords

struct TextsTests {
    /// Where a release can stand, as the service says it and as this program finds it.
    private static let states =
        ReleaseState.allCases.map(\.rawValue) + ["confirmed", "deletion-unproven"]

    /// Every text that citizens read, by name.
    private static func all(_ texts: Texts) -> [String: String] {
        var all = [
            "openLogin": texts.openLogin("https://x"), "page": texts.loginPage(isDone: true),
            "pageNot": texts.loginPage(isDone: false), "loggedIn": texts.loggedIn,
            "afterLogin": texts.afterLogin,
            "loggedOut": texts.loggedOut, "since": texts.since, "asking": texts.asking(seconds: 1),
            "one more": texts.more(1), "more": texts.more(2), "saved": texts.saved(in: "F"),
            "data": texts.data(of: "X"), "unknown": texts.unknown, "yes": texts.yes,
            "no": texts.no, "disputed": texts.disputed, "confidential": texts.confidential,
            "asks": texts.asks("X"), "purpose": texts.purpose,
            "legalBasis": texts.legalBasis, "retention": texts.retention,
            "notice": texts.notice, "needed": texts.neededParts,
            "optional": texts.optionalPart("x"), "tick": texts.tickQuestion(1),
            "ticks": texts.tickQuestion(2), "unclear": texts.unclear(1),
            "unclear many": texts.unclear(2), "howToDecide": texts.howToDecide,
            "accredited": texts.accredited(until: "x"), "oin": texts.organisationNumber,
            "receiptKept": texts.receiptKept("F"), "receiptLater": texts.receiptLater(id: "i"),
            "fetched": texts.fetched(at: "X"), "noAnswer": texts.noAnswer(of: "X"),
            "lateAnswer": texts.lateAnswer(of: "X"), "service": texts.service(at: "X"),
            "provider": texts.loginProvider(at: "X"), "again": texts.passphraseAgain(left: 1),
            "again twice": texts.passphraseAgain(left: 2),
            "newPassphrase": texts.newPassphrase(shortest: 8), "number": texts.consentNumber,
            "givenAt": texts.givenAt, "what": texts.consentClaims,
            "confirmBefore": texts.confirmBefore("x"), "howToWithdraw": texts.howToWithdraw,
            "error": texts.errorLine("x"), "hint": texts.hintLine("x"),
            "question": texts.question, "notShared": texts.notShared,
            "shared": texts.shared(with: "X", id: "i"), "onItsWay": texts.onItsWay(id: "i"),
            "receipt": texts.checkedReceipt, "noConsents": texts.noConsents,
            "before": texts.withdrawnBeforeSending, "after": texts.withdrawnAfterSending,
            "deleted": texts.deleted, "deletionUnknown": texts.deletionUnknown,
        ]
        for answer in [
            .holds(.init(name: "X", groups: [], earliest: nil)), .holdsNothing(name: "X"),
            .unanswered(.init(name: "X", reason: .timeout, isWordOfService: false)),
        ] as [OverviewAccount.Answer] {
            all["answered \(answer)"] = texts.answered(answer)
        }
        all["keptByRecipient"] = texts.keptByRecipient
        for state in states { all[state] = texts.state(state) }
        for claim in [
            "naam", "geboorte", "adres", "geslacht", "nationaliteiten", "overlijden",
            "burgerservicenummer", "inkomen-2024",
        ] { all["claim \(claim)"] = texts.claim(claim) }
        return all
    }

    @Test func `each text is there in both languages, and is not the other one`() {
        let (nl, en) = (Self.all(Texts(.nl)), Self.all(Texts(.en)))
        for (name, text) in nl {
            #expect(!text.isEmpty && en[name]?.isEmpty == false, "\(name)")
            #expect(text != en[name], "\(name)")
        }
    }

    @Test(arguments: Language.allCases)
    func `no two states read the same`(language: Language) {
        let texts = Texts(language)
        let states = Set(Self.states.map { texts.state($0) })
        #expect(states.count == Self.states.count && states.isDisjoint(with: Self.states))
    }

    @Test func `what is not known is named as it is`() {
        #expect(Texts(.nl).claim("iets-nieuws") == "iets-nieuws")
        #expect(Texts(.en).state("new-state") == "new-state")
    }
}

struct WrappingTests {
    @Test func `lines are at most 76 characters, and no word is lost`() {
        let text = (1...60).map { "word\($0)" }.joined(separator: " ")
        let lines = Wrapping.lines(text, indent: "    ")
        #expect(lines.allSatisfy { $0.count <= 76 && $0.hasPrefix("    word") })
        let words = lines.flatMap { $0.split(separator: " ") }.joined(separator: " ")
        #expect(words == text)
    }

    @Test func `a line of exactly 76 is not broken, one of 77 is`() {
        let text = String(repeating: "a", count: 70) + " 12345"
        #expect(Wrapping.lines(text) == [text])
        #expect(Wrapping.lines(text + "6").count == 2)
    }

    @Test(arguments: [
        "aaa 'blauweknop withdraw AAAAAAAAAAAAAAAAAAAAAA'.",
        "aaa met: blauweknop withdraw AAAAAAAAAAAAAAAAAAAAAA.",
        "aaa with: blauweknop confirm AAAAAAAAAAAAAAAAAAAAAA (or not)",
        "aaa ('blauweknop consents'); met: blauweknop withdraw AAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `a command stays on one line`(end: String) throws {
        let command = try #require(end.firstMatch(of: /blauweknop [a-z]+ A+/)).output
        for count in 20...80 {
            let text = String(repeating: "b", count: count) + " " + end
            let lines = Wrapping.lines(text, indent: "  ")
            #expect(lines.contains { $0.contains(command) }, "\(lines)")
            #expect(lines.allSatisfy { $0.count <= 82 })
            #expect(lines.map { $0.drop { $0 == " " } }.joined(separator: " ") == text)
        }
    }

    @Test func `an amount stays behind its sign`() {
        for count in 60...80 {
            let text = String(repeating: "b", count: count) + " € 54.847: ja"
            #expect(Wrapping.lines(text).contains { $0.contains("€ 54.847:") })
        }
        #expect(Wrapping.lines("een €") == ["een €"])
    }

    @Test func `a prefix of a message is no command, nor is one without an end`() {
        let text = "blauweknop: fout: 'blauweknop " + String(repeating: "woord ", count: 30)
        let lines = Wrapping.lines(text)
        #expect(lines.count > 2 && lines.allSatisfy { $0.count <= 76 })
    }

    @Test func `a text that fits stays as it is, to the space; a wider line keeps its indent`() {
        let wide = String(repeating: "woord ", count: 20)
        #expect(Wrapping.fitting("a  b\n\n  c ") == ["a  b", "", "  c "])
        #expect(Wrapping.fitting("a:\n  blauweknop \(wide)") == ["a:", "  blauweknop \(wide)"])
        let lines = Wrapping.fitting("x\n    - \(wide)\ny")
        #expect(lines.first == "x" && lines.last == "y" && lines.count == 4)
        #expect(lines[1].hasPrefix("    - woord") && lines[2].hasPrefix("      woord"))
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test func `a longer word stays whole, and nothing is no line`() {
        let word = String(repeating: "a", count: 100)
        #expect(Wrapping.lines("x \(word) y", indent: " ") == [" x", " \(word)", " y"])
        #expect(Wrapping.lines("").isEmpty && Wrapping.lines("   ", indent: " ").isEmpty)
    }
}

struct DurationTextTests {
    @Test(arguments: [
        ("P7Y", "7 jaar", "7 years"), ("P1Y", "1 jaar", "1 year"),
        ("P1M", "1 maand", "1 month"), ("P6M", "6 maanden", "6 months"),
        ("P1W", "1 week", "1 week"), ("P2W", "2 weken", "2 weeks"),
        ("P1D", "1 dag", "1 day"), ("P14D", "14 dagen", "14 days"),
        ("P1Y6M", "1 jaar, 6 maanden", "1 year, 6 months"), ("P0D", "0 dagen", "0 days"),
    ])
    func `a duration reads as words`(duration: String, nl: String, en: String) {
        #expect(DurationText.text(duration, .nl) == nl)
        #expect(DurationText.text(duration, .en) == en)
    }

    @Test(arguments: [
        ("PT12H", "PT12H"), ("P", "P"), ("", ""), ("for ever", "for ever"), ("P1.5Y", "P1.5Y"),
        ("P1Y\u{1B}[2J", "P1Y[2J"), ("\u{202E}P1Y", "P1Y"),
    ])
    func `anything else is shown as it is, made harmless`(duration: String, text: String) {
        #expect(DurationText.text(duration, .nl) == text)
    }
}

struct ClaimTextTests {
    private func lines(_ name: String, _ value: JSONValue, _ language: Language = .nl) -> [String] {
        ClaimLines.lines(name, value, in: language)
    }

    @Test func `a name is the name in full`() {
        #expect(lines("naam", ["volledigeNaam": "Roos de Vries"]) == ["Naam: Roos de Vries"])
        #expect(
            lines("naam", ["volledigeNaam": .null, "geslachtsnaam": "Vries"])
                == ["Naam: Vries"])
        #expect(lines("naam", .null, .en) == ["Name: nothing on record"])
    }

    @Test func `an address is a line, with its qualifiers`() {
        let address: JSONValue = [
            "straat": "Dorpsstraat", "huisnummer": 5, "huisletter": "A",
            "huisnummertoevoeging": .null, "postcode": "2311AA", "woonplaats": "Leiden",
            "regels": .null, "inOnderzoek": true, "geheimhouding": true,
        ]
        #expect(
            lines("adres", address)
                == ["Adres: Dorpsstraat 5 A, 2311AA Leiden [in onderzoek, geheim]"])
        #expect(lines("adres", address, .en)[0].hasSuffix("[in dispute, confidential]"))
    }

    @Test func `an address abroad is its lines and the country`() {
        #expect(
            lines("adres", ["regels": ["Rue 1", "Bruxelles"], "land": "België"])
                == ["Adres: Rue 1, Bruxelles, België"])
        #expect(lines("adres", ["regels": [], "land": .null]) == ["Adres: "])
    }

    @Test func `an address of which nothing is known keeps its qualifiers`() {
        #expect(
            lines("adres", ["straat": .null, "geheimhouding": true, "inOnderzoek": false])
                == ["Adres: [geheim]"])
    }

    @Test(
        arguments: [
            (
                ["bedrag": 31_250, "soort": "verzamelinkomen", "status": "definitief"],
                "€ 31.250 (verzamelinkomen, definitief)"
            ),
            (["bedrag": 0, "soort": "belastbaarLoon", "status": .null], "€ 0 (belastbaarLoon)"),
            (["bedrag": -1_234_567, "inOnderzoek": true], "€ -1.234.567 [in onderzoek]"),
        ] as [(JSONObject, String)])
    func `an income is an amount with what it is`(income: JSONObject, text: String) {
        #expect(lines("inkomen-2024", .object(income)) == ["Inkomen 2024: \(text)"])
    }

    @Test func `thousands stand apart as the language has it`() {
        #expect(ClaimText.grouped(1_000, .nl) == "1.000" && ClaimText.grouped(999, .nl) == "999")
        #expect(ClaimText.grouped(12_345_678, .en) == "12,345,678")
        #expect(ClaimText.grouped(.min, .en) == "-9,223,372,036,854,775,808")
    }

    @Test func `an income that is none, and other values, are shown all the same`() {
        #expect(lines("inkomen-2024", .null) == ["Inkomen 2024: niets vastgelegd"])
        #expect(lines("inkomen-2024", ["bedrag": "veel"]) == ["Inkomen 2024:", "  bedrag: veel"])
        #expect(
            lines("nationaliteiten", ["Nederlandse", .null], .en)[0]
                == "Nationality: Dutch, unknown")
        #expect(
            lines("nieuw", true) == ["nieuw: ja"] && lines("nieuw", [[]]) == ["nieuw: onbekend"])
        #expect(lines("nieuw", ["a": ["b": 1, "c": .null]]) == ["nieuw:", "  a: b: 1"])
    }

    @Test func `nothing from outside steers the terminal`() {
        let evil = "a\u{1B}[2Jb\u{202E}c\u{7}"
        for value in [
            .string(evil), [evil: .string(evil)], .array([.string(evil)]),
            ["x": [evil: .string(evil)]],
        ] as [JSONValue] {
            for name in ["naam", evil, "inkomen-\(evil)"] {
                for line in lines(name, value) {
                    #expect(
                        !line.unicodeScalars.contains {
                            "\u{1B}\u{202E}\u{7}".unicodeScalars.contains($0)
                        })
                }
            }
        }
    }
}

struct RequestTextTests {
    @Test func `a request says who asks what, for what and for how long`() throws {
        let world = try ReleaseWorld.shared.get()
        let received = CitizenProgram.ReceivedRequest(
            request: try world.request().request, directory: world.directory)
        let nl = RequestText(received: received, texts: Texts(.nl))
        #expect(nl.heading[0] == "Woonstichting De Woonhaven (test) vraagt gegevens van u.")
        #expect(nl.heading[1] == "Nummer van deze organisatie (OIN): 00000099000000000201")
        #expect(nl.heading.contains("Waarvoor: Toets"))
        #expect(nl.heading.contains("Bewaart het: 1 jaar"))
        #expect(
            nl.claims == [
                "", "Nodig (zonder dit kan de organisatie niet verder):", "  Naam", "  Geboorte",
                "  Adres", "  Inkomen 2025",
            ])
        let en = RequestText(received: received, texts: Texts(.en))
        #expect(en.heading.contains("For what: Test") && en.claims[1].hasPrefix("Needed "))
        for line in nl.heading + en.heading { #expect(line.count <= 80, "\(line)") }
    }

    @Test func `its times are those of the reader's clock`() throws {
        let world = try ReleaseWorld.shared.get()
        let received = CitizenProgram.ReceivedRequest(
            request: try world.request().request, directory: world.directory)
        let zone = LocalZone.fixed(ahead: 5 * 3600)
        let texts = Texts(.nl, zone: zone)
        let lines = RequestText(received: received, texts: texts).heading
        let end = DateWords.text(received.request.expires, .nl, in: zone)
        #expect(lines.last == "Beslis voor \(end)." && !end.contains("UTC"))
        #expect(RequestText(received: received, texts: Texts(.nl)).heading.last != lines.last)
    }

    @Test func `what may be left out says how to share it`() throws {
        let world = try ReleaseWorld.shared.get()
        let received = CitizenProgram.ReceivedRequest(
            request: try world.optionalRequest(), directory: world.directory)
        let claims = RequestText(received: received, texts: Texts(.en)).claims
        #expect(claims.contains("You may leave out (share it with '--grant adres'):"))
        #expect(claims.count { $0.hasPrefix("Needed ") } == 1)
    }
}
