import PartySetup

/// Tells the story in the terminal, step by step.
package final class Narrator: Sendable {
    private let isQuiet: Bool

    package init(isQuiet: Bool = false) {
        self.isQuiet = isQuiet
    }

    /// A new step.
    func step(_ number: Int, _ text: String) {
        say("\n\(number). \(text)")
    }

    /// Something that was seen.
    func saw(_ text: String) {
        say("   \(text)")
    }

    /// Something that was checked and held.
    func held(_ text: String) {
        say("   ok  \(text)")
    }

    func say(_ text: String) {
        if !isQuiet { ProgramRun.say(text) }
    }
}
