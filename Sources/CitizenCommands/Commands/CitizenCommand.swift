package import ArgumentParser

/// `blauweknop`: the citizen's program.
package struct CitizenCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "blauweknop",
        abstract: "See who holds your data. Hand over only what you choose.",
        discussion: """
            Start here: 'blauweknop login', then 'blauweknop overview'. What a command does and \
            which options it has: 'blauweknop help overview'.

            Exit codes: 0 fine, 1 refused or invalid, 2 usage, 3 unreachable, 4 not logged in.
            What is remembered stands in $BLAUWEKNOP_HOME.
            """,
        version: "blauweknop \(version)",
        subcommands: [
            LoginCommand.self, LogoutCommand.self, OverviewCommand.self, DataCommand.self,
            RequestCommand.self, ReleaseCommand.self, ConfirmCommand.self,
            ConsentsCommand.self, WithdrawCommand.self, LogCommand.self, VerifyCommand.self,
            DoctorCommand.self, PassphraseCommand.self, ManualCommand.self,
        ])

    /// The version of the program, as `publiccode.yml` has it.
    static let version = "0.1.0"

    package init() {}
}
