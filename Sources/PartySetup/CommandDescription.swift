package import StrictJSON

/// A command as the parser of arguments describes it: what `--experimental-dump-help` writes.
package struct CommandDescription {
    /// An argument or option.
    package struct Argument {
        package let abstract: String
        package let isPositional: Bool
        package let isOptional: Bool
        /// How it is written: `SOURCE`, `--json`, `--output OUTPUT`.
        package let form: String
    }

    package let name: String
    package let abstract: String
    package let discussion: String
    package let arguments: [Argument]
    package let commands: [CommandDescription]
    /// Whether one of the commands is meant where none is named.
    package let hasDefault: Bool

    package init(help: String) throws(JSONShapeError) {
        guard let value = try? JSONValue.parse(help, maximumBytes: 4 << 20) else {
            throw JSONShapeError(path: "$", expected: "a description of commands in JSON")
        }
        self.init(try JSONReader(value).object("command"))
    }

    private init(_ reader: JSONReader) {
        name = Self.text(reader, "commandName")
        abstract = Self.text(reader, "abstract")
        discussion = Self.text(reader, "discussion")
        let isProgram = (reader.member("superCommands")?.value.arrayValue ?? []).isEmpty
        hasDefault = reader.member("defaultSubcommand") != nil
        arguments = Self.shown(reader, "arguments").compactMap { Self.argument($0) }
            // Every command has it; it belongs to the program.
            .filter { $0.form != "--version" || isProgram }
        commands = Self.shown(reader, "subcommands").map { CommandDescription($0) }
            .filter { $0.name != "help" }
    }

    /// nil for `--help`, which every command has.
    private static func argument(_ reader: JSONReader) -> Argument? {
        let kind = text(reader, "kind")
        let value = text(reader, "valueName").uppercased()
        var form = value
        if let option = reader.member("preferredName") {
            guard text(option, "name") != "help" else { return nil }
            let dashes = text(option, "kind") == "long" ? "--" : "-"
            form = dashes + text(option, "name") + (kind == "flag" ? "" : " \(value)")
        }
        return Argument(
            abstract: text(reader, "abstract"), isPositional: kind == "positional",
            isOptional: reader.member("isOptional")?.value.boolValue ?? false, form: form)
    }

    /// The command that words name: the words that lead to it, and those that follow.
    package func command(
        named words: [String]
    ) -> (path: [String], command: CommandDescription, rest: ArraySlice<String>) {
        var (path, command, rest) = ([name], self, words[...])
        while let word = rest.first, let next = command.commands.first(where: { $0.name == word }) {
            path.append(word)
            command = next
            rest = rest.dropFirst()
        }
        return (path, command, rest)
    }

    private static func shown(_ reader: JSONReader, _ name: String) -> [JSONReader] {
        (reader.member(name)?.value.arrayValue ?? []).map { JSONReader($0) }.filter {
            $0.member("shouldDisplay")?.value.boolValue != false
        }
    }

    private static func text(_ reader: JSONReader, _ name: String) -> String {
        reader.member(name)?.value.stringValue ?? ""
    }
}
