import StoreCommands
import StoreSQLite

/// The receiver to the commands that copy and check a store.
enum ReceiverOwner: StoreOwner {
    static let program = "blauweknop-receiver"
    static let form = ReceiverStore.form
}
