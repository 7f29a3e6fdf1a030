package import ArgumentParser

/// The program `registries-mock`.
package struct MockCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "registries-mock",
        abstract: "Mocks of the BRP, the BRI, DigiD and a time-stamping authority.",
        subcommands: [ServeCommand.self, ImportCommand.self])

    package init() {}
}
