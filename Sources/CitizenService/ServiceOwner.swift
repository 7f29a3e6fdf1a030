import StoreCommands
import StoreSQLite

/// The service to the commands that copy and check a store.
enum ServiceOwner: StoreOwner {
    static let program = "blauweknop-service"
    static let form = ServiceStore.form
}
