import BlueButton
import PlainWords
import Testing

@testable import CitizenCommands
@testable import DocumentCheck

struct ChecklistTextTests {
    private static let checks = [
        CheckLine("", .anchors, .note, detail: LocalizedText(nl: "hier", en: "here")),
        CheckLine("a.json", .timestamp, .ok, detail: LocalizedText(nl: "van X", en: "by X")),
        CheckLine("b.jwt", .form, .absent, detail: .notAmongFiles),
        CheckLine("a.json", .seal, .failed(code: "untrusted", expected: "expected a chain")),
    ]

    @Test func `checks stand with their document, the verdict first`() {
        let lines = ChecklistText(checks: Self.checks, texts: Texts(.en), isWrapped: false).lines
        #expect(
            lines == [
                "  note    anchors: here", "", "a.json", "  ok      timestamp: by X",
                "  WRONG   seal and form: expected a chain (untrusted)", "", "b.jwt",
                "  absent  form: it is not among the files", "",
                "Fine: 1. Not fine: 1. Could not be checked: 1.", "Could not be checked:",
                "- b.jwt: form: it is not among the files",
                "NOT EVERYTHING HOLDS. Do not rely on the documents with WRONG.",
            ])
    }

    @Test func `the same in Dutch, and where all holds it says so`() {
        let lines = ChecklistText(
            checks: Array(Self.checks.prefix(3)), texts: Texts(.nl), isWrapped: false
        ).lines
        #expect(lines.contains("  goed             tijdstempel: van X"))
        #expect(lines.last == "Alles wat gecontroleerd kon worden, klopt.")
    }

    @Test func `on a terminal no line is wider than 80, and nothing is lost`() {
        let long = (1...40).map { "woord\($0)" }.joined(separator: " ")
        let check = CheckLine("a", .seal, .ok, detail: LocalizedText(nl: long, en: long))
        let fail = CheckLine("a", .seal, .failed(code: "x", expected: long))
        let lines = ChecklistText(
            checks: [check, fail], texts: Texts(.nl), isWrapped: true
        ).lines
        #expect(lines.allSatisfy { $0.count <= 80 })
        let words = lines.joined(separator: " ").split(separator: " ")
        #expect(words.count { $0.hasPrefix("woord") } == 80)
        #expect(lines.contains { $0.hasPrefix("  FOUT             zegel en vorm: woord1 ") })
    }

    @Test func `every check has a name in both languages`() {
        for name in CheckName.allCases {
            #expect(!name.words.nl.isEmpty && !name.words.en.isEmpty)
        }
        #expect(Set(CheckName.allCases.map(\.words.nl)).count == CheckName.allCases.count)
    }
}
