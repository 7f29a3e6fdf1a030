package import ArgumentParser
import PartySetup
import Sovereignty
import StoreSQLite

/// `check-store`: reads a program's whole store and checks it.
package struct CheckStoreCommand<Owner: StoreOwner>: AsyncParsableCommand {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "check-store",
            abstract: "Reads the whole store and checks it, also while the program runs.")
    }

    @OptionGroup var options: StoreOption

    package init() {}

    package func run() async throws {
        try await ProgramRun.orExplain(Owner.program) {
            try await options.copy(of: Owner.self).check()
            ProgramRun.say("The store is sound.")
        }
    }
}
