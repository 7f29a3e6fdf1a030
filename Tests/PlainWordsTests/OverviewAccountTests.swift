import BlueButton
import OpenSSL
import Testing

@testable import PlainWords

struct OverviewAccountTests {
    @Test func `every organisation stands in exactly one place`() throws {
        let world = try PageWorld()
        let full = world.account(try world.received([world.holding()]).overview)
        #expect(full.holders.count == 1 && full.holdingNothing.count == 1)
        #expect(full.unanswered.isEmpty && full.answers.count == 2)
        #expect(full.holders.first?.shortName == "brp")
        let broken = world.account(
            try world.received([], other: .unavailable(.init(.timeout, "Late."))).overview)
        #expect(broken.holders.isEmpty && broken.holdingNothing.count == 1)
        #expect(broken.unanswered.count == 1 && broken.unanswered[0].isWordOfService == false)
        let refused = world.account(
            try world.received([], other: .refused(.init(.refused, "No."))).overview)
        #expect(refused.unanswered.first?.isWordOfService == true)
    }

    @Test func `what is the same for several kinds is told once`() throws {
        let world = try PageWorld()
        let overview = try world.received([
            world.holding(label: "Naam", since: "1988"),
            world.holding(label: "Adres", since: "1970-02"),
            world.holding(label: "Partner", since: nil, retention: nil),
        ]).overview
        let holder = try #require(world.account(overview).holders.first)
        #expect(holder.kinds == 3 && holder.groups.map(\.kinds.count) == [2, 1])
        #expect(holder.earliest == "februari 1970")
        #expect(holder.groups.map(\.retention) == ["110 jaar", nil])
    }

    @Test func `nothing from outside steers what stands around it`() throws {
        let world = try PageWorld()
        let evil = "a\u{1B}[2Jb\u{202E}c\u{2066}d\u{7}"
        let overview = try world.received([
            world.holding(
                label: evil, purpose: evil, legalBasis: evil, recipients: [evil])
        ]).overview
        let group = try #require(world.account(overview).holders.first?.groups.first)
        for text in [group.purpose, group.legalBasis, group.kinds[0].label] + group.recipients {
            #expect(text == "a[2Jbcd")
        }
    }
}

struct DateWordsTests {
    @Test(arguments: [
        ("2026-11-18", "18 november 2026", "18 November 2026"),
        ("1988-03-04", "4 maart 1988", "4 March 1988"),
        ("1970-02", "februari 1970", "February 1970"),
        ("1970", "1970", "1970"),
    ])
    func `a date reads as words`(date: String, nl: String, en: String) {
        #expect(DateWords.text(date, .nl) == nl)
        #expect(DateWords.text(date, .en) == en)
    }

    @Test(arguments: [("2026-13-01", "2026-13-01"), ("soon\u{1B}[2J", "soon[2J"), ("", "")])
    func `anything else is shown as it is, made harmless`(date: String, text: String) {
        #expect(DateWords.text(date, .nl) == text)
    }

    @Test func `a moment is told in UTC`() {
        #expect(
            DateWords.text(UnixTime(seconds: 1_795_000_000), .nl)
                == "18 november 2026, 11:06:40 UTC")
    }
}

struct OverviewWordsTests {
    /// Every text of both, by a name.
    private static func all(_ language: Language) -> [String: String] {
        let words = OverviewWords(language)
        let page = PageWords(language: language)
        var all = [
            "title": words.title, "inShort": words.inShort, "organisation": words.organisation,
            "answer": words.answer, "allAnswers": words.allAnswers, "noData": words.noData,
            "notKnown": words.notKnown, "holders": words.holders, "whatData": words.whatData,
            "why": words.why, "law": words.law, "howLong": words.howLong,
            "whoElse": words.whoElse, "since": words.since("X"), "noEnd": words.noEnd,
            "nobodyElse": words.nobodyElse, "nothing": words.holdingNothingTitle,
            "unanswered": words.unansweredTitle, "meaning": words.unansweredMeaning,
            "do": words.whatYouCanDo, "sealed": words.sealed(by: "X", at: "T"),
            "timestamped": words.timestamped(by: "X", at: "T"),
            "noTimestamp": words.noTimestamp, "noValues": words.noValues,
            "skip": page.skip, "made": page.made("T"), "rights": page.rights,
            "evidence": page.evidence, "evidenceMeaning": page.evidenceMeaning,
            "parts": page.evidenceParts, "file": page.file, "privacy": page.privacy,
        ]
        for count in [0, 1, 2] {
            all["asked \(count)"] = words.asked(count)
            all["holding \(count)"] = words.holding(count)
            all["holdingNothing \(count)"] = words.holdingNothing(count)
            all["unanswered \(count)"] = words.unanswered(count)
            all["kinds \(count)"] = words.kinds(count)
            all["records \(count)"] = words.records(Int64(count))
        }
        for (place, right) in page.rightsList.enumerated() { all["right \(place)"] = right }
        for part in PageEvidence.Part.allCases { all["part \(part)"] = page.part(part) }
        for code in OverviewRow.Reason.Code.allCases {
            for isWord in [true, false] {
                let row = OverviewAccount.Unanswered(
                    name: "X", reason: code, isWordOfService: isWord)
                all["reason \(code) \(isWord)"] = words.reason(row)
                all["advice \(code) \(isWord)"] = words.advice(row)
            }
        }
        return all
    }

    @Test func `each text is there in both languages, and is not the other one`() {
        let (nl, en) = (Self.all(.nl), Self.all(.en))
        #expect(Set(nl.keys) == Set(en.keys))
        for (name, text) in nl {
            #expect(!text.isEmpty && en[name]?.isEmpty == false, "\(name)")
            #expect(text != en[name], "\(name)")
        }
    }

    @Test(arguments: Language.allCases)
    func `no two reasons read the same`(language: Language) {
        let words = OverviewWords(language)
        let reasons = OverviewRow.Reason.Code.allCases.map {
            words.reason(.init(name: "X", reason: $0, isWordOfService: false))
        }
        #expect(Set(reasons).count == reasons.count)
    }
}
