import Foundation
import PartySetup

/// What was measured, for people and as JSON.
struct Report: Encodable {
    struct Figure: Encodable {
        let name: String
        let unit: String
        let value: Spread
    }

    struct Section: Encodable {
        let name: String
        var figures: [Figure] = []
        /// What was played, left out or voided.
        var notes: [String] = []

        mutating func add(_ name: String, _ unit: String, _ values: [Double]) {
            figures.append(Figure(name: name, unit: unit, value: Spread(values)))
        }

        mutating func note(_ text: String) { notes.append(text) }
    }

    var machine: [String: String] = [:]
    var sections: [Section] = []

    /// Prints a section as a table.
    static func show(_ section: Section) {
        ProgramRun.say("\n\(section.name)")
        for figure in section.figures {
            let spread = "\(number(figure.value.low)) to \(number(figure.value.high))"
            let many = figure.value.count > 1 ? "  (\(spread), \(figure.value.count))" : ""
            let name = figure.name.padding(toLength: 56, withPad: " ", startingAt: 0)
            ProgramRun.say("  \(name) \(number(figure.value.median)) \(figure.unit)\(many)")
        }
        for note in section.notes { ProgramRun.say("  - \(note)") }
    }

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        try encoder.encode(self).write(to: URL(fileURLWithPath: path))
    }

    private static func number(_ value: Double) -> String {
        let digits = abs(value) >= 1000 ? 0 : abs(value) >= 10 ? 1 : 3
        return String(format: "%.\(digits)f", value)
    }
}
