package import ArgumentParser
package import PartySetup

/// `blauweknop-scheme`: the scheme authority's program. It opens no connection.
package struct SchemeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "blauweknop-scheme",
        abstract: "The scheme authority's program: makes, seals, shows and checks the directory.",
        discussion: "For a machine without a network: it reads and writes files alone.",
        subcommands: [DirectoryCommand.self, ManualPageCommand<SchemeCommand>.self])

    package init() {}

    struct DirectoryCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "directory", abstract: "Make, show or check a directory.",
            subcommands: [SealCommand.self, ShowCommand.self, CheckCommand.self])
    }
}

extension SchemeCommand: ManualSubject {
    package static var manual: ManualWords {
        .tool(
            about: """
                The directory says which organisations take part, with their addresses, keys and \
                rights; every other program believes the scheme authority's seal under it, and \
                nothing else.

                It opens no connection: for a machine without a network, that reads and writes files \
                alone.
                """)
    }
}
