package import StoreSQLite

/// A program that has a database: what the commands for it need to know.
package protocol StoreOwner: Sendable {
    /// The program's name, as it is called.
    static var program: String { get }
    /// Its database.
    static var form: StoreForm { get }
}
