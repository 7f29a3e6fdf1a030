package import ArgumentParser

/// `blauweknop-scheme`: the scheme authority's program. It opens no connection.
package struct SchemeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "blauweknop-scheme",
        abstract: "The scheme authority's program: makes, seals, shows and checks the directory.",
        discussion: "For a machine without a network: it reads and writes files alone.",
        subcommands: [DirectoryCommand.self])

    package init() {}

    struct DirectoryCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "directory", abstract: "Make, show or check a directory.",
            subcommands: [SealCommand.self, ShowCommand.self, CheckCommand.self])
    }
}
