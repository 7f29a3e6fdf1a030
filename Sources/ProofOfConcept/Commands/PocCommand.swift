package import ArgumentParser
package import PartySetup

/// `blauweknop-poc`: the whole proof of concept on one machine.
package struct PocCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "blauweknop-poc",
        abstract: "The whole proof of concept on one machine, against mock registries.",
        subcommands: [
            DemoCommand.self, UpCommand.self, PKICommand.self, SignInCommand.self,
            RevokeCommand.self, FaultCommand.self, FaultMatrixCommand.self,
            ManualPageCommand<PocCommand>.self,
        ])

    package init() {}
}

extension PocCommand: ManualSubject {
    package static var manual: ManualWords {
        .tool(
            about: """
                Starts all parties on this machine with a test PKI of their own: for trying it, for \
                testers, and for the story that it tells step by step.

                What is made here is fit for tests alone.
                """)
    }
}

/// What every command of `blauweknop-poc` understands.
struct RootOption: ParsableArguments {
    @Option(help: "The folder of the project, in which certs and registries-mock lie.")
    var root = "."
}
