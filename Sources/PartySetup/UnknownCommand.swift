import BlueButton

/// A word where a command was expected, and there is none of that name: the parser would complain
/// of the options behind it.
enum UnknownCommand {
    /// What is wrong with a call, and what may have been meant; nil where every word names a
    /// command.
    ///
    /// - Parameter arguments: those of the call, without the program's name.
    static func text(in arguments: [String], of program: CommandDescription) -> String? {
        let (path, command, rest) = program.command(named: arguments)
        guard !command.commands.isEmpty, !command.hasDefault, let word = rest.first,
            word != "help", !word.hasPrefix("-")
        else { return nil }
        let near = NearName.of(word, among: command.commands.map(\.name))
        let called = path.joined(separator: " ")
        return """
            Error: '\(called)' has no command '\(DisplayText(word))'\
            \(near.map { "; the nearest is '\($0)'" } ?? "")
            Usage: \(called) <subcommand>
              See '\(called) --help' for more information.
            """
    }
}
