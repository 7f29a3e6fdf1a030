import BlueButton
import PlainWords
import ReleaseKit
import Testing

@testable import CitizenCommands

struct LabelledRowsTests {
    @Test func `values stand in a column beside their labels, within 80 columns`() {
        let long = (1...30).map { "woord\($0)" }.joined(separator: " ")
        let lines = LabelledRows([("Wat", ["kort"]), ("Waarom", [long, long]), ("Leeg", [])]).lines
        #expect(lines[0] == "  Wat     kort")
        #expect(lines[1].hasPrefix("  Waarom  woord1 ") && lines.last == "  Leeg")
        #expect(lines.dropFirst(2).dropLast().allSatisfy { $0.hasPrefix("          ") })
        #expect(lines.allSatisfy { $0.count <= 76 })
    }

    @Test func `a long label stands above its values`() {
        let label = String(repeating: "a", count: 30)
        #expect(
            LabelledRows([(label, ["x"]), ("b", ["y"])]).lines == [
                "  " + label, String(repeating: " ", count: 28) + "x",
                "  b" + String(repeating: " ", count: 25) + "y",
            ])
    }
}
