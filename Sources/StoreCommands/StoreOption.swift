import ArgumentParser
import PartySetup
import StoreSQLite

/// The option that names the program's configuration, to commands for its store.
///
/// Of that file they read `data` alone: whoever copies a store needs none of the program's keys.
struct StoreOption: ParsableArguments {
    @OptionGroup var configuration: ConfigurationOption

    /// The copies of the store that the configuration names.
    ///
    /// - Throws: `setting-missing` without `data`, `setting-unknown` for a variable that seems to
    ///   mean it.
    func copy<Owner: StoreOwner>(of owner: Owner.Type) async throws -> StoreCopy {
        let settings = try await configuration.settings()
        let folder = try settings.location("data")
        try settings.finishEnvironment()
        return StoreCopy(folder: folder, form: owner.form)
    }
}
