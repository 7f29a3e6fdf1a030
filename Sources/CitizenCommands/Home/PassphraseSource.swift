import OpenSSL
import Synchronization

/// Where a home's passphrase comes from when a key is needed: asked once in a run.
package final class PassphraseSource: Sendable {
    private let ask: @Sendable () throws -> String
    private let opened = Mutex<P256PrivateKey?>(nil)

    /// - Parameter ask: gives the passphrase; called when a key is first needed.
    package init(_ ask: @escaping @Sendable () throws -> String) {
        self.ask = ask
    }

    /// Nobody to ask: a home under a passphrase stays closed.
    package static var absent: PassphraseSource {
        PassphraseSource { throw CitizenError.passphraseNeeded }
    }

    /// What was opened before, or what opens with the passphrase that is asked now.
    func open(_ unlock: (String) throws -> P256PrivateKey) throws -> P256PrivateKey {
        if let key = opened.withLock({ $0 }) { return key }
        let key = try unlock(try ask())
        opened.withLock { $0 = key }
        return key
    }

    /// Takes a key that was opened or made otherwise.
    func keep(_ key: P256PrivateKey) { opened.withLock { $0 = key } }
}

extension CitizenError {
    static let passphraseNeeded = CitizenError(
        .usage, code: "passphrase-needed", "expected the passphrase of your keys",
        hint: .givePassphrase)
}
