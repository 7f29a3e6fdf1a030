package import ArgumentParser
import PartySetup
import Sovereignty
import StoreSQLite

/// `backup`: copies a program's store while it runs.
package struct BackupCommand<Owner: StoreOwner>: AsyncParsableCommand {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "backup",
            abstract: "Copies the store to a new file, also while the program runs.",
            discussion: "The copy holds what the store holds: keep it as safe.")
    }

    @OptionGroup var options: StoreOption
    @Option(help: "The new file.")
    var to: String

    package init() {}

    package func run() async throws {
        try await ProgramRun.orExplain(Owner.program) {
            try await options.copy(of: Owner.self).backUp(to: to, at: WallClock.system.now())
            ProgramRun.say("Copied and checked.")
        }
    }
}
