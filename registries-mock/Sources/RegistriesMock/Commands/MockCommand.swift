package import ArgumentParser

/// The program `registries-mock`.
package struct MockCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "registries-mock",
        abstract: "Mocks of the BRP, the BRI and DigiD, with made-up people.",
        subcommands: [ServeCommand.self, ImportCommand.self])

    package init() {}
}
