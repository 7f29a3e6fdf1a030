package import StrictJSON

/// The manual page of a program, in the form that `man` reads, made of what `--help` says.
///
/// So no command and no option can be absent from it.
package struct ManualPage {
    private let program: CommandDescription
    private let words: ManualWords

    /// - Parameter help: what `--experimental-dump-help` writes.
    package init(help: String, words: ManualWords) throws(JSONShapeError) {
        program = try CommandDescription(help: help)
        self.words = words
    }

    package var text: String {
        let name = program.name
        var lines = [
            ".TH \(Self.escaped(name.uppercased())) \(words.section) \"\" \"\(name)\" "
                + "\"\(words.volume)\"",
            ".SH \(words.name)",
            Self.escaped("\(name) - \(words.translate(program.abstract))"),
            ".SH \(words.synopsis)", ".B \(name)",
            Self.escaped("\(words.command) [\(words.options)]"),
            ".SH \(words.description)",
        ]
        lines += paragraphs(words.about)
        lines += program.arguments.flatMap { rows(of: $0) }
        lines.append(".SH \(words.commands)")
        lines += program.commands.flatMap { section(of: $0, after: []) }
        for (title, rows) in words.lists {
            lines.append(".SH \(title)")
            for (term, meaning) in rows {
                lines += [".TP", ".B \(Self.escaped(term))", Self.escaped(meaning)]
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(of command: CommandDescription, after path: [String]) -> [String] {
        let path = path + [command.name]
        let values = command.arguments.filter(\.isPositional).map(\.form)
        var lines = [".SS \(Self.escaped((path + values).joined(separator: " ")))"]
        lines += paragraphs(words.translate(command.abstract))
        lines += paragraphs(words.translate(command.discussion))
        lines += command.arguments.flatMap { rows(of: $0) }
        return lines + command.commands.flatMap { section(of: $0, after: path) }
    }

    private func rows(of argument: CommandDescription.Argument) -> [String] {
        [
            ".TP", ".B \(Self.escaped(argument.form))",
            Self.escaped(words.translate(argument.abstract)),
        ]
    }

    private func paragraphs(_ text: String) -> [String] {
        text.split(separator: "\n\n").flatMap {
            [".PP", Self.escaped(String($0))]
        }
    }

    /// A text as roff takes it: no line of it is a request, no character of it an escape.
    package static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: true).map { line in
            let safe = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + safe : safe
        }.joined(separator: "\n")
    }
}
