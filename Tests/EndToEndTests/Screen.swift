import TestKit
import Testing

/// What the citizen's program showed people: no line is wider than a terminal of 80 columns, and no
/// time is one for machines.
enum Screen {
    /// Looks at all that a call showed, but for what it wrote for machines.
    ///
    /// - Parameter isTerminal: `verify` writes a line per check elsewhere, and exact times.
    static func hold(_ ended: Command.Ended, of arguments: [String], isTerminal: Bool = false) {
        guard !arguments.contains("--json"), arguments.first != "manual",
            isTerminal || arguments.first != "verify"
        else { return }
        let shown = ended.output + "\n" + ended.errors
        #expect(wide(shown).isEmpty, "\(arguments)")
        #expect(shown.firstMatch(of: /\d{4}-\d\d-\d\dT\d\d:/) == nil, "\(arguments): \(shown)")
        #expect(!shown.contains(" UTC"), "\(arguments): \(shown)")
    }

    /// The lines wider than 80 columns that could be broken: not one word, nor a command that stands
    /// alone, to be copied.
    static func wide(_ text: String) -> [String] {
        text.replacing(/\x{1B}\[[0-9]*[A-Za-z]/, with: "").replacing("\r\n", with: "\n")
            .split(separator: "\n").map(String.init).filter { line in
                let words = line.split(separator: " ")
                return line.count > 80 && words.count > 1 && words.first != "blauweknop"
            }
    }
}
