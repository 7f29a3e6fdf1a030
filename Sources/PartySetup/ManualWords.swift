/// What a manual page says beside what `--help` says.
package struct ManualWords: Sendable {
    /// A list at the end: a title, and terms with what they mean.
    package typealias List = (title: String, rows: [(term: String, meaning: String)])

    /// The section of the manual: 1 for everybody's commands, 8 for those of administrators.
    package let section: Int
    package let volume: String
    /// The titles of its parts, and what stands for a command and its options.
    package let name, synopsis, description, commands, command, options: String
    /// What the program is for, in paragraphs.
    package let about: String
    package let lists: [List]
    /// A text of the commands in the page's language.
    package let translate: @Sendable (String) -> String

    package init(
        section: Int, volume: String, name: String, synopsis: String, description: String,
        commands: String, command: String, options: String, about: String, lists: [List],
        translate: @escaping @Sendable (String) -> String
    ) {
        self.section = section
        self.volume = volume
        self.name = name
        self.synopsis = synopsis
        self.description = description
        self.commands = commands
        self.command = command
        self.options = options
        self.about = about
        self.lists = lists
        self.translate = translate
    }

    /// A page in English, as the commands themselves are.
    private init(section: Int, volume: String, about: String, lists: [List]) {
        self.init(
            section: section, volume: volume, name: "NAME", synopsis: "SYNOPSIS",
            description: "DESCRIPTION", commands: "COMMANDS", command: "command",
            options: "options", about: about, lists: lists, translate: { $0 })
    }
}

extension ManualWords {
    /// The page of a program that serves.
    ///
    /// - Parameters:
    ///   - about: what the program is for, in paragraphs.
    ///   - asksItself: whether commands of it ask the running program.
    package static func server(about: String, asksItself: Bool = false) -> ManualWords {
        ManualWords(
            section: 8, volume: "System administration", about: about,
            lists: [
                (
                    "ENVIRONMENT",
                    [
                        (
                            "BLAUWEKNOP_SETTING",
                            "Goes over a setting of the file: its name in capitals, with "
                                + "underscores for dots. BLAUWEKNOP_TLS_KEY is tls.key."
                        ),
                        (
                            "LOG_LEVEL",
                            "The least that is logged: trace, debug, info (the default), notice, "
                                + "warning, error or critical."
                        ),
                        ("LOG_FORMAT", "With json each line of the log is a JSON object."),
                        (
                            "NOTIFY_SOCKET",
                            "Where systemd is told that the program is ready (Type=notify)."
                        ),
                    ]
                ),
                (
                    "SIGNALS",
                    [
                        ("SIGHUP", "Read keys, certificates, trust and directory anew."),
                        ("SIGTERM, SIGINT", "Begin nothing new, finish what is in hand, stop."),
                    ]
                ),
                exits(unreachable: asksItself),
            ])
    }

    /// The page of a program that does one thing and ends.
    package static func tool(about: String) -> ManualWords {
        ManualWords(
            section: 1, volume: "User commands", about: about, lists: [exits(unreachable: false)])
    }

    private static func exits(unreachable: Bool) -> List {
        let rows: [(term: String, meaning: String)] = [
            ("0", "fine"), ("1", "refused, or a port or store that cannot be had"),
            ("2", "usage or setup"), ("3", "the running program was not reached"),
        ]
        return ("EXIT STATUS", Array(rows.prefix(unreachable ? 4 : 3)))
    }
}
