import ArgumentParser
package import BlueButton
import PartySetup

/// A call of `blauweknop`, before its arguments are parsed: what the parser, which knows English
/// alone and options after a command alone, would answer badly is answered here.
package struct CitizenCall: Sendable {
    /// What is answered without a command.
    package enum Answer: Sendable, Equatable {
        case help(String)
        /// A usage error, in words.
        case trouble(String)
    }

    /// As the parser takes them: a language that stood before the command stands at the end.
    package let arguments: [String]
    package let language: Language
    private let environment: [String: String]

    /// - Parameter arguments: those of the call, without the program's name.
    package init(arguments: [String], environment: [String: String]) {
        self.arguments = Self.languageLast(arguments)
        self.environment = environment
        language = HelpPage.language(arguments, environment)
    }

    /// Help, or that there is no such command; nil where the parser is to have the call.
    package var answer: Answer? {
        guard let root = try? CommandDescription(help: CitizenCommand._dumpHelp()) else {
            return nil
        }
        let words = arguments.filter { $0 != "help" || arguments.first != "help" }
        let (path, command, rest) = root.command(named: words)
        let isBare = rest.isEmpty || rest.first?.hasPrefix("--language") == true
        if arguments.first == "help", let word = rest.first(where: { !$0.hasPrefix("-") }),
            rest.first == word
        {
            return .trouble(unknown(word, after: path, among: command))
        }
        var asked = arguments
        // A command that has others below it, and nothing to do by itself.
        if isBare, !command.commands.isEmpty, !command.hasDefault {
            asked.append("--help")
        }
        return HelpPage.asked(arguments: asked, environment: environment).map { .help($0) }
    }

    /// A usage error of the parser, in words.
    package func words(for message: String) -> String {
        guard let root = try? CommandDescription(help: CitizenCommand._dumpHelp()) else {
            return message
        }
        let (path, command, rest) = root.command(named: arguments)
        if !command.commands.isEmpty, let word = rest.first, !word.hasPrefix("-") {
            return unknown(word, after: path, among: command)
        }
        let trouble = UsageTrouble(message: message)
        return UsageText(
            trouble: trouble, path: path, command: command, texts: Texts(language)
        ).text ?? message
    }

    private func unknown(
        _ word: String, after path: [String], among command: CommandDescription
    ) -> String {
        let name = (path.dropFirst() + [word]).joined(separator: " ")
        let near = NearName.of(word, among: command.commands.map(\.name))
            .map { (path.dropFirst() + [$0]).joined(separator: " ") }
        return UsageText(
            trouble: .unknownCommand(DisplayText(name).text, near: near), path: path,
            command: command, texts: Texts(language)
        ).text ?? ""
    }

    /// Moves a language that stands before the command behind everything, where its command takes
    /// it.
    private static func languageLast(_ arguments: [String]) -> [String] {
        guard let first = arguments.first, first.hasPrefix("--language") else { return arguments }
        let count = first == "--language" ? 2 : 1
        let (moved, rest) = (arguments.prefix(count), arguments.dropFirst(count))
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end] + moved + rest[end...])
    }
}
