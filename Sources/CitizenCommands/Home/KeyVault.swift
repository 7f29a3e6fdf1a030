import BlueButton
import Foundation
import JOSE
import OpenSSL
import StrictJSON

/// The citizen's private keys on the disk: as they are, or under a passphrase.
///
/// A home under a passphrase has `keys.json`: `{"public": JWK, "private": PEM}`, a key of its own in
/// PKCS#8, encrypted by OpenSSL with the passphrase (PBES2, scrypt, AES-256-CBC). Every other key is
/// then a JWE to that key (ECDH-ES, A256GCM) around its PEM. So a key can be written without the
/// passphrase, the passphrase opens one file and not each, and changing it replaces one file in one
/// step.
struct KeyVault: Sendable {
    static let file = "keys.json"
    /// The shortest passphrase, in characters.
    static let shortest = 8
    private static let maximumBytes = 8 << 10

    let home: CitizenHome

    /// Whether the home is under a passphrase.
    var isProtected: Bool {
        FileManager.default.fileExists(atPath: "\(home.path)/\(Self.file)")
    }

    // MARK: Single keys

    /// A private key as it goes to the disk.
    func seal(_ key: P256PrivateKey) throws -> String {
        let pem = try key.pem()
        guard isProtected else { return pem }
        let recipient = try homeKey().public
        return try CompactJWE(
            encrypting: Array(pem.utf8), to: recipient, keyID: recipient.thumbprint
        ).text
    }

    /// A private key as it comes from the disk; asks for the passphrase where it needs one.
    ///
    /// - Throws: `passphrase-needed`, `passphrase-wrong`, `key-damaged`.
    func open(_ stored: String) throws -> P256PrivateKey {
        do {
            guard Self.isSealed(stored) else { return try P256PrivateKey(pem: stored) }
            let key = try unlocked()
            let jwe = try CompactJWE(stored, maximumBytes: Self.maximumBytes)
            return try P256PrivateKey(
                pem: String(decoding: try jwe.decrypt(with: key), as: UTF8.self))
        } catch let error as CitizenError {
            throw error
        } catch {
            throw Self.damaged
        }
    }

    /// Whether a key on the disk is under the passphrase.
    static func isSealed(_ stored: String) -> Bool { !stored.hasPrefix("-----BEGIN ") }

    // MARK: The passphrase

    /// Asks for the passphrase, where there is one.
    func open() throws {
        if isProtected { _ = try unlocked() }
    }

    /// Puts all keys under a passphrase, or under another one.
    ///
    /// - Parameter passphrase: at least 8 characters.
    /// - Throws: `passphrase-short`; where there is one already, what opening with it throws.
    func protect(with passphrase: String) throws {
        try Self.demandLength(passphrase)
        let key = isProtected ? try unlocked() : try P256PrivateKey()
        let json: JSONObject = [
            "public": .object(JWK(key.publicKey).json),
            "private": .string(try key.pem(passphrase: passphrase)),
        ]
        try home.write(JSONValue.object(json).text + "\n", Self.file)
        home.passphrases.keep(key)
        try rewriteKeys { stored in Self.isSealed(stored) ? nil : try seal(open(stored)) }
    }

    /// Demands a new passphrase that is long enough.
    ///
    /// - Throws: `passphrase-short`.
    static func demandLength(_ passphrase: String) throws(CitizenError) {
        guard passphrase.count >= shortest else {
            throw CitizenError(
                .usage, code: "passphrase-short",
                "expected a passphrase of at least \(shortest) characters", hint: .tryAgain)
        }
    }

    /// Takes the passphrase away: all keys lie open again, for the owner alone.
    func unprotect() throws {
        guard isProtected else { return }
        _ = try unlocked()
        try rewriteKeys { stored in Self.isSealed(stored) ? try open(stored).pem() : nil }
        home.remove(Self.file)
    }

    /// Gives up the passphrase without knowing it: every key under it is lost, and so is a login
    /// under it.
    ///
    /// Where there is no passphrase nothing is lost.
    /// - Returns: how many keys were lost.
    @discardableResult
    func forget() throws -> Int {
        guard isProtected else { return 0 }
        let lost = try count().sealed
        for release in KeptRelease.all(in: home) {
            let file = "releases/\(release.id.text)/\(KeptRelease.keyFile)"
            let stored = try? home.text(file)
            if let stored, Self.isSealed(stored) { home.remove(file) }
        }
        let session = try? home.json(Session.file)?.string("key")
        if let session, Self.isSealed(session) { home.remove(Session.file) }
        home.remove(Self.file)
        return lost
    }

    /// How many keys lie open, and how many under the passphrase.
    func count() throws -> (open: Int, sealed: Int) {
        var count = (open: 0, sealed: 0)
        try rewriteKeys { stored in
            if Self.isSealed(stored) { count.sealed += 1 } else { count.open += 1 }
            return nil
        }
        return count
    }

    /// Gives every stored key to a function, and stores what it returns in its place.
    private func rewriteKeys(_ change: (String) throws -> String?) throws {
        for release in KeptRelease.all(in: home) {
            let file = "releases/\(release.id.text)/\(KeptRelease.keyFile)"
            guard let stored = try home.text(file) else { continue }
            if let changed = try change(stored) { try home.write(changed, file) }
        }
        // A damaged session has no key to keep.
        guard let session = try? home.json(Session.file)?.value.objectValue,
            let stored = session["key"]?.stringValue, let changed = try change(stored)
        else { return }
        var json = session
        json["key"] = .string(changed)
        try home.write(JSONValue.object(json).text + "\n", Session.file)
    }

    // MARK: The home's key

    private func homeKey() throws -> (public: JWK, private: String) {
        do {
            guard let reader = try home.json(Self.file) else { throw Self.damaged }
            let object = try reader.object("public")
            return (try JWK(json: object.asObject()), try reader.string("private"))
        } catch {
            throw Self.damaged
        }
    }

    private func unlocked() throws -> P256PrivateKey {
        let stored = try homeKey()
        return try home.passphrases.open { passphrase in
            let key: P256PrivateKey
            do throws(OpenSSLError) {
                key = try P256PrivateKey(pem: stored.private, passphrase: passphrase)
            } catch {
                guard error.code == .passphraseWrong else { throw Self.damaged }
                throw CitizenError(
                    .refused, code: "passphrase-wrong", "expected the passphrase of your keys",
                    hint: .tryAgain)
            }
            guard JWK(key.publicKey) == stored.public else { throw Self.damaged }
            return key
        }
    }

    private static let damaged = CitizenError(
        .refused, code: "key-damaged", "expected a key that can be read in the home")
}
