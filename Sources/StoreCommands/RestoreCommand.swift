package import ArgumentParser
import PartySetup
import Sovereignty
import StoreSQLite

/// `restore`: puts a backup in the store's place.
package struct RestoreCommand<Owner: StoreOwner>: AsyncParsableCommand {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "restore",
            abstract: "Puts a backup in the store's place, while the program is stopped.",
            discussion: """
                What came after the backup is unknown to it, withdrawals among it. So 'serve' \
                refuses it until it is started once with --accept-restored.
                """)
    }

    @OptionGroup var options: StoreOption
    @Option(help: "The backup's file.")
    var from: String
    @Flag(help: "Overwrite the store that is there.")
    var replace = false

    package init() {}

    package func run() async throws {
        try await ProgramRun.orExplain(Owner.program) {
            try await options.copy(of: Owner.self).restore(
                from: from, isReplacing: replace, at: WallClock.system.now())
            ProgramRun.say("Restored. Start once with --accept-restored to use it.")
        }
    }
}
