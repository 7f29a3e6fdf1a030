import OpenSSL
import Synchronization

/// Where a home's passphrase comes from when a key is needed: asked in a run until it opens, then
/// not again.
package final class PassphraseSource: Sendable {
    private let ask: @Sendable () throws -> String
    private let tries: Int
    private let again: @Sendable (_ left: Int) -> Void
    private let opened = Mutex<P256PrivateKey?>(nil)

    /// - Parameters:
    ///   - ask: gives the passphrase; called when a key is first needed.
    ///   - tries: how often it is asked, where it is not the one.
    ///   - again: told before it is asked again, with how many tries are left.
    package init(
        _ ask: @escaping @Sendable () throws -> String, tries: Int = 1,
        again: @escaping @Sendable (_ left: Int) -> Void = { _ in }
    ) {
        self.ask = ask
        self.tries = tries
        self.again = again
    }

    /// Nobody to ask: a home under a passphrase stays closed.
    package static var absent: PassphraseSource {
        PassphraseSource { throw CitizenError.passphraseNeeded }
    }

    /// What was opened before, or what opens with the passphrase that is asked now.
    func open(_ unlock: (String) throws -> P256PrivateKey) throws -> P256PrivateKey {
        if let key = opened.withLock({ $0 }) { return key }
        var left = tries
        while true {
            let passphrase = try ask()
            do {
                let key = try unlock(passphrase)
                opened.withLock { $0 = key }
                return key
            } catch {
                left -= 1
                guard left > 0, CitizenError(error).code == "passphrase-wrong" else { throw error }
                again(left)
            }
        }
    }

    /// Takes a key that was opened or made otherwise.
    func keep(_ key: P256PrivateKey) { opened.withLock { $0 = key } }
}

extension CitizenError {
    static let passphraseNeeded = CitizenError(
        .usage, code: "passphrase-needed", "expected the passphrase of your keys",
        hint: .givePassphrase)
}
