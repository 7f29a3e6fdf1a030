package import ArgumentParser

/// `blauweknop-poc`: the whole proof of concept on one machine.
package struct PocCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "blauweknop-poc",
        abstract: "The whole proof of concept on one machine, against mock registries.",
        subcommands: [
            DemoCommand.self, UpCommand.self, PKICommand.self, SignInCommand.self,
            RevokeCommand.self, FaultCommand.self, FaultMatrixCommand.self,
        ])

    package init() {}
}

/// What every command of `blauweknop-poc` understands.
struct RootOption: ParsableArguments {
    @Option(help: "The folder of the project, in which certs and registries-mock lie.")
    var root = "."
}
