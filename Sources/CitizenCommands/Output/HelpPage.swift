import ArgumentParser
import BlueButton
import PartySetup
import StrictJSON

/// What `--help` says, in Dutch; the parser of arguments has English alone.
///
/// Made of the same description of the commands, so that no command and no option can be absent.
package struct HelpPage {
    private let path: [String]
    private let command: CommandDescription
    private let texts = Texts(.nl)

    /// The help that a call asks for, where it is to be in Dutch; nil for every other call.
    ///
    /// - Parameter arguments: those of the call, without the program's name.
    package static func asked(
        arguments: [String], environment: [String: String]
    ) -> String? {
        var words = arguments
        let isHelp = words.first == "help"
        if isHelp { words.removeFirst() }
        guard isHelp || words.contains("--help") || words.contains("-h"),
            language(arguments, environment) == .nl,
            let root = try? CommandDescription(help: CitizenCommand._dumpHelp())
        else { return nil }
        let (path, command, _) = root.command(named: words)
        return HelpPage(path: path, command: command).text
    }

    /// The language that a call asks for, before its arguments are parsed.
    static func language(
        _ arguments: [String], _ environment: [String: String]
    ) -> Language {
        let joined = arguments.first { $0.hasPrefix("--language=") }?.dropFirst(11)
        let place = arguments.firstIndex(of: "--language").map { $0 + 1 }
        let named =
            joined.map(String.init) ?? place.flatMap { $0 < arguments.count ? arguments[$0] : nil }
        return named.map { Language(rawValue: $0) ?? .en } ?? Language(environment: environment)
    }

    private var text: String {
        var lines = Wrapping.lines(texts.help(command.abstract))
        for paragraph in texts.help(command.discussion).split(separator: "\n\n") {
            lines += [""] + Wrapping.lines(String(paragraph))
        }
        lines +=
            ["", "\(texts.manualSynopsis):"] + Wrapping.lines(usage, indent: "  ", hanging: "    ")
        let (values, options) = (
            command.arguments.filter(\.isPositional), command.arguments.filter { !$0.isPositional }
        )
        lines += section(texts.manualValues, values.map { (texts.form($0), $0.abstract) })
        lines += section(
            texts.manualOptions,
            options.map { (term: texts.form($0), english: $0.abstract) }
                + [(term: "-h, --help", english: texts.helpOption)])
        lines += section(texts.manualCommands, command.commands.map { ($0.name, $0.abstract) })
        return lines.joined(separator: "\n")
    }

    private var usage: String {
        let parts = command.arguments.map {
            $0.isOptional ? "[\(texts.form($0))]" : texts.form($0)
        }
        let below = command.commands.isEmpty ? [] : ["[\(texts.manualCommand)]"]
        return (path + parts + below).joined(separator: " ")
    }

    private func section(_ title: String, _ rows: [(term: String, english: String)]) -> [String] {
        guard !rows.isEmpty else { return [] }
        return ["", "\(title.uppercased()):"]
            + LabelledRows(rows.map { (label: $0.term, values: [texts.help($0.english)]) }).lines
    }
}
