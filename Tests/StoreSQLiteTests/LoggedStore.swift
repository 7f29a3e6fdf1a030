import BlueButton
import OpenSSL
import Sovereignty
import StoreSQLite
import TransparencyLog

extension ServiceStore {
    /// A store whose log is signed by a key of the tests.
    init(folder: String) throws {
        try self.init(
            folder: folder, signer: LogTests.signer(),
            author: LogAuthor(
                actor: OIN("00000099000000000020"), clock: WallClock.fixed(Sample.time)))
    }
}
