import ArgumentParser
import BlueButton

/// `--yes`, and the question that it answers beforehand, for what cannot be taken back.
struct AgreementOption: ParsableArguments {
    @Flag(name: .customLong("yes"), help: "Do it without being asked.")
    var isGiven = false

    /// Asks at a terminal; elsewhere what a command says is done.
    ///
    /// - Parameters:
    ///   - about: what is at stake, shown before the question.
    ///   - words: the answers that mean yes; anything else is no.
    /// - Returns: whether it may go on.
    func allows(
        _ question: String, about lines: [String], words: Set<String> = ["ja", "yes"],
        _ printer: Printer
    ) -> Bool {
        guard !isGiven, !printer.isJSON, let keyboard = Keyboard.ofTerminal else { return true }
        lines.forEach(printer.say)
        Wrapping.lines(question).forEach(printer.say)
        return words.contains((keyboard.line() ?? "").lowercased())
    }

    /// As `allows`, for what not even a script may do unasked.
    ///
    /// - Throws: `agreement-needed` where nobody can be asked and `--yes` was not given.
    func allowsExpressly(
        _ question: String, about lines: [String], words: Set<String> = ["ja", "yes"],
        _ printer: Printer
    ) throws -> Bool {
        guard isGiven || !printer.isJSON && Keyboard.ofTerminal != nil else {
            throw CitizenError(
                .usage, code: "agreement-needed",
                "expected '--yes': nothing was changed, since there is no terminal to ask at",
                hint: .text(printer.texts.sayYes))
        }
        return allows(question, about: lines, words: words, printer)
    }
}
