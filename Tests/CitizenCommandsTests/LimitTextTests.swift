import BlueButton
import StrictJSON
import Testing

@testable import CitizenCommands

/// Claims about a limit, as citizens read them.
struct LimitTextTests {
    private static let name = "onder-daeb-2025-eenpersoons"
    private static let value: JSONObject = [
        "limit": "daeb-2025-eenpersoons", "amount": 49_669, "belastingjaar": 2024,
        "indexed": false, "under": true, "limits_version": "2026-01-01",
    ]

    private func lines(_ value: JSONValue, _ language: Language = .en) -> [String] {
        ClaimLines.lines(Self.name, value, in: language)
    }

    private func changed(_ name: String, _ value: JSONValue?) -> JSONValue {
        var changed = Self.value
        changed[name] = value
        return .object(changed)
    }

    @Test func `a limit is told in plain words, with all that goes along`() {
        #expect(
            lines(.object(Self.value)) == [
                "Your income of 2024 is at most € 49,669: yes",
                "  limit: social housing (DAEB) 2025, household of one",
                "  with your income as it was established, not indexed",
                "  version of the limits: 2026-01-01",
            ])
        #expect(
            lines(.object(Self.value), .nl) == [
                "Uw inkomen van 2024 is hoogstens € 49.669: ja",
                "  grens: sociale huur (DAEB) 2025, huishouden van één persoon",
                "  met uw inkomen zoals het is vastgesteld, niet omgerekend",
                "  versie van de grenzen: 2026-01-01",
            ])
    }

    @Test func `no is no, and an index is told`() {
        #expect(lines(changed("under", false))[0].hasSuffix(": no"))
        #expect(lines(changed("under", false), .nl)[0].hasSuffix(": nee"))
        #expect(lines(changed("indexed", true))[2].contains("first indexed"))
        #expect(lines(changed("indexed", true), .nl)[2].contains("eerst omgerekend"))
    }

    @Test func `what cannot be told is neither yes nor no`() {
        #expect(
            lines(.null) == [
                "Whether your income is at most the limit: social housing (DAEB) 2025, "
                    + "household of one: cannot be told (no income on record, or it is in dispute)"
            ])
        #expect(lines(.null, .nl)[0].contains("niet te zeggen"))
    }

    @Test(
        arguments: [
            ("under", nil), ("under", "ja"), ("under", .null), ("amount", "veel"), ("amount", nil),
            ("limit", "daeb-2025-meerpersoons"), ("limit", nil), ("indexed", 1),
            ("belastingjaar", "2024"), ("extra", true), ("limits_version", 1),
        ] as [(String, JSONValue?)])
    func `a claim of another form is not put into these words`(
        member: String, value: JSONValue?
    ) {
        let lines = lines(changed(member, value))
        #expect(!lines.contains { $0.contains("is at most €") })
        #expect(lines[0].hasPrefix("Whether your income is at most the limit: "))
    }

    @Test(arguments: [
        ("daeb-2026-meerpersoons", "social housing (DAEB) 2026, household of two or more"),
        ("passend-2024-eenpersoons-ouderen", "fitting allocation 2024, elderly household of one"),
        ("passend-2026-meerpersoons", "fitting allocation 2026, household of two or more"),
        ("iets-2026-eenpersoons", "iets-2026-eenpersoons"), ("daeb-2026", "daeb-2026"),
        ("daeb-2026-gezin", "daeb-2026-gezin"), ("", ""),
    ])
    func `a limit has a name in words, or its own`(limit: String, text: String) {
        #expect(Texts(.en).limit(limit) == text)
    }

    @Test func `every text is there in both languages`() {
        let (nl, en) = (Texts(.nl), Texts(.en))
        for (dutch, english) in [
            (nl.limit, en.limit), (nl.limitsVersion, en.limitsVersion),
            (nl.limitUnknown, en.limitUnknown), (nl.indexed(true), en.indexed(true)),
            (nl.indexed(false), en.indexed(false)),
            (nl.optionalPart("x"), en.optionalPart("x")),
            (nl.claim(Self.name), en.claim(Self.name)),
        ] {
            #expect(!dutch.isEmpty && !english.isEmpty && dutch != english)
        }
        #expect(en.optionalPart("adres").contains("--grant adres"))
    }

    @Test func `nothing from outside steers the terminal`() {
        let evil = "daeb-2025-\u{1B}[2J\u{202E}"
        for value in [changed("limit", .string(evil)), .null, changed("limits_version", "\u{7}")] {
            for line in ClaimLines.lines("onder-\(evil)", value, in: .en) + lines(value) {
                #expect(
                    !line.unicodeScalars.contains {
                        "\u{1B}\u{202E}\u{7}".unicodeScalars.contains($0)
                    })
            }
        }
    }
}
