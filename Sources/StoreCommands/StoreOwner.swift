package import PartySetup
package import StoreSQLite

/// A program that has a database: what the commands for it need to know.
package protocol StoreOwner: Sendable {
    /// The program's name, as it is called.
    static var program: String { get }
    /// Its database.
    static var form: StoreForm { get }

    /// The data folder that a configuration names.
    static func dataFolder(_ settings: Settings) throws -> String
}

extension StoreOwner {
    /// The copies of the store that a configuration names.
    static func copy(_ options: ConfigurationOption) async throws -> StoreCopy {
        StoreCopy(folder: try dataFolder(await options.settings()), form: form)
    }
}
