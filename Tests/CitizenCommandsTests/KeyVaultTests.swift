import BlueButton
import OpenSSL
import ReleaseKit
import StrictJSON
import Synchronization
import TestKit
import Testing

@testable import CitizenCommands

/// Keys on the disk, open and under a passphrase.
struct KeyVaultTests {
    let folder: TemporaryFolder
    private let asked = Counter()

    /// How often the passphrase was asked.
    private final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func add() { count.withLock { $0 += 1 } }
    }

    init() throws {
        folder = try TemporaryFolder.made()
    }

    /// The home as a new run of the program sees it.
    private func home(_ passphrase: String? = nil) -> CitizenHome {
        CitizenHome(
            path: folder.path,
            passphrases: PassphraseSource { [asked] in
                asked.add()
                guard let passphrase else { throw CitizenError.passphraseNeeded }
                return passphrase
            })
    }

    @Test(arguments: [(1, 1), (3, 3)])
    func `a passphrase that is not the one is asked again, so many times`(
        tries: Int, expected: Int
    ) throws {
        try KeyVault(home: home("paard batterij")).protect(with: "paard batterij")
        let asked = Counter()
        let source = PassphraseSource(
            {
                asked.add()
                return "iets anders"
            }, tries: tries)
        let vault = KeyVault(home: CitizenHome(path: folder.path, passphrases: source))
        #expect(code { try vault.open() } == "passphrase-wrong" && asked.value == expected)
    }

    @Test func `the right passphrase at the last try opens, and is asked no more`() throws {
        try KeyVault(home: home("paard batterij")).protect(with: "paard batterij")
        let (asked, told) = (Counter(), Counter())
        let source = PassphraseSource(
            {
                asked.add()
                return asked.value < 3 ? "iets anders" : "paard batterij"
            }, tries: 3, again: { _ in told.add() })
        let vault = KeyVault(home: CitizenHome(path: folder.path, passphrases: source))
        try vault.open()
        try vault.open()
        #expect(asked.value == 3 && told.value == 2)
    }

    @Test func `trouble that no passphrase mends is not asked about again`() throws {
        try KeyVault(home: home("paard batterij")).protect(with: "paard batterij")
        let asked = Counter()
        let source = PassphraseSource(
            {
                asked.add()
                throw CitizenError.passphraseNeeded
            }, tries: 3)
        let vault = KeyVault(home: CitizenHome(path: folder.path, passphrases: source))
        #expect(code { try vault.open() } == "passphrase-needed" && asked.value == 1)
    }

    private func keep(_ key: P256PrivateKey, in home: CitizenHome) throws -> DocumentID {
        let kept = KeptRelease(id: try DocumentID(), home: home)
        try kept.keep(
            consent: "consent", request: "request", directory: "directory",
            package: DocumentHash(ofCharacters: "package"), holderKey: key,
            confirmation: DocumentID())
        return kept.id
    }

    private func session() throws -> Session {
        Session(
            key: try P256PrivateKey(), sourcesSubject: "subject",
            tokenAddress: "https://digid.example/token",
            revocationAddress: "https://digid.example/revoke",
            service: .init(text: "t", expires: ReleaseWorld.time), refreshToken: "r")
    }

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return CitizenError(error).code
        }
    }

    @Test func `without a passphrase nothing is asked`() throws {
        let key = try P256PrivateKey()
        let id = try keep(key, in: home())
        #expect(try KeptRelease(id: id, home: home()).holderKey()?.publicKey == key.publicKey)
        #expect(asked.value == 0 && !KeyVault(home: home()).isProtected)
    }

    @Test func `a passphrase closes every key that was there, and every later one`() throws {
        let (early, late) = (try P256PrivateKey(), try P256PrivateKey())
        let first = try keep(early, in: home())
        let session = try session()
        try session.save(to: home())
        try KeyVault(home: home()).protect(with: "paard batterij")
        // A key is written without the passphrase.
        let second = try keep(late, in: home())
        #expect(asked.value == 0)
        #expect(try KeyVault(home: home()).count() == (open: 0, sealed: 3))
        for name in ["session.json", "releases/\(first.text)/holder.key", "keys.json"] {
            let text = try #require(try home().text(name))
            // An unencrypted PKCS #8 key; the encrypted one says ENCRYPTED in between.
            let label = "PRIVATE KEY"
            #expect(!text.contains("BEGIN \(label)"))
            #expect(try folder.mode(name) == 0o600)
        }
        let run = home("paard batterij")
        #expect(try KeptRelease(id: first, home: run).holderKey()?.publicKey == early.publicKey)
        #expect(try KeptRelease(id: second, home: run).holderKey()?.publicKey == late.publicKey)
        #expect(try Session(home: run)?.key.publicKey == session.key.publicKey)
        #expect(asked.value == 1)
    }

    @Test func `without the passphrase, or with another, a closed home stays closed`() throws {
        let id = try keep(P256PrivateKey(), in: home())
        try session().save(to: home())
        try KeyVault(home: home()).protect(with: "paard batterij")
        for (typed, expected) in [
            (nil, "passphrase-needed"), ("Paard batterij", "passphrase-wrong"),
            ("", "passphrase-wrong"),
        ] {
            #expect(code { _ = try Session(home: home(typed)) } == expected)
            #expect(
                code { _ = try KeptRelease(id: id, home: home(typed)).holderKey() } == expected)
            #expect(code { try KeyVault(home: home(typed)).unprotect() } == expected)
            #expect(
                code { try KeyVault(home: home(typed)).protect(with: "ander geheim") } == expected)
        }
        // What a logout needs is not under it.
        #expect(try Session.Ending(home: home())?.refreshToken == "r")
    }

    @Test func `another passphrase takes the place of the first, and none opens all again`() throws
    {
        let key = try P256PrivateKey()
        let id = try keep(key, in: home())
        try KeyVault(home: home()).protect(with: "eerste geheim")
        try KeyVault(home: home("eerste geheim")).protect(with: "tweede geheim")
        #expect(
            code { _ = try KeptRelease(id: id, home: home("eerste geheim")).holderKey() }
                == "passphrase-wrong")
        let kept = KeptRelease(id: id, home: home("tweede geheim"))
        #expect(try kept.holderKey()?.publicKey == key.publicKey)
        try KeyVault(home: home("tweede geheim")).unprotect()
        #expect(try KeptRelease(id: id, home: home()).holderKey()?.publicKey == key.publicKey)
        #expect(!KeyVault(home: home()).isProtected)
    }

    @Test func `what a crash left open is closed when the passphrase is set again`() throws {
        let open = try P256PrivateKey()
        let id = try keep(open, in: home())
        let pem = try #require(try home().text("releases/\(id.text)/holder.key"))
        try KeyVault(home: home()).protect(with: "paard batterij")
        try home().write(pem, "releases/\(id.text)/holder.key")
        #expect(try KeyVault(home: home()).count() == (open: 1, sealed: 0))
        #expect(try KeptRelease(id: id, home: home()).holderKey()?.publicKey == open.publicKey)
        try KeyVault(home: home("paard batterij")).protect(with: "paard batterij")
        #expect(try KeyVault(home: home()).count() == (open: 0, sealed: 1))
    }

    @Test(arguments: ["", "1234567", "paardje"])
    func `a short passphrase is refused, and nothing changes`(passphrase: String) throws {
        #expect(code { try KeyVault(home: home()).protect(with: passphrase) } == "passphrase-short")
        #expect(!KeyVault(home: home()).isProtected)
    }

    @Test func `a forgotten passphrase costs the keys, and the home is of use again`() throws {
        let id = try keep(P256PrivateKey(), in: home())
        try session().save(to: home())
        try KeyVault(home: home()).protect(with: "vergeten geheim")
        #expect(try KeyVault(home: home()).forget() == 2)
        #expect(try Session(home: home()) == nil)
        #expect(try KeptRelease(id: id, home: home()).holderKey() == nil)
        #expect(try KeptRelease(id: id, home: home()).consent() == "consent")
    }

    @Test func `where there is no passphrase nothing is forgotten`() throws {
        let id = try keep(P256PrivateKey(), in: home())
        try session().save(to: home())
        #expect(try KeyVault(home: home()).forget() == 0)
        #expect(try Session(home: home()) != nil)
        #expect(try KeptRelease(id: id, home: home()).holderKey() != nil)
    }

    @Test func `a login that lies open is kept when the passphrase is given up`() throws {
        try KeyVault(home: home()).protect(with: "vergeten geheim")
        let key = try keep(P256PrivateKey(), in: home())
        try session().save(to: home())
        let closed = try #require(try home().json("session.json")?.value.objectValue)
        var open = closed
        open["key"] = .string(try P256PrivateKey().pem())
        try home().write(JSONValue.object(open).text, "session.json")
        #expect(try KeyVault(home: home()).forget() == 1)
        #expect(try Session(home: home()) != nil)
        #expect(try KeptRelease(id: key, home: home()).holderKey() == nil)
    }

    @Test func `another home's file of keys, or a damaged one, is told`() throws {
        let id = try keep(P256PrivateKey(), in: home())
        try KeyVault(home: home()).protect(with: "paard batterij")
        let stranger = try P256PrivateKey().pem(passphrase: "paard batterij")
        let mixed = try #require(try home().json("keys.json")?.value.objectValue)
        for (name, text) in [
            ("private", stranger), ("private", "nonsense"), ("private", ""),
        ] {
            var json = mixed
            json[name] = .string(text)
            try home().write(JSONValue.object(json).text, "keys.json")
            let found = code {
                _ = try KeptRelease(id: id, home: home("paard batterij")).holderKey()
            }
            #expect(found == "key-damaged")
        }
        try home().write("{", "keys.json")
        #expect(
            code { _ = try KeptRelease(id: id, home: home("paard batterij")).holderKey() }
                == "key-damaged")
    }
}

struct PassphraseFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder.made()
    }

    private func prompt(_ file: String) -> PassphrasePrompt {
        PassphrasePrompt(printer: Printer(language: .nl, isJSON: true), file: file)
    }

    @Test func `the first line counts, and an empty one is none`() throws {
        let file = try folder.write("paard batterij \nmore\n", "passphrase")
        #expect(try prompt(file).current() == "paard batterij ")
        for text in ["", "\n", "\nmore"] {
            let empty = try folder.write(text, "empty")
            let error = #expect(throws: CitizenError.self) { try prompt(empty).current() }
            #expect(error?.code == "passphrase-needed")
        }
    }

    @Test func `a path that leads to no file is told as that, not as a damaged login`() throws {
        let home = CitizenHome(path: folder.path)
        try Session(
            key: try P256PrivateKey(), sourcesSubject: "subject",
            tokenAddress: "https://digid.example/token",
            revocationAddress: "https://digid.example/revoke",
            service: .init(text: "t", expires: ReleaseWorld.time), refreshToken: "r"
        ).save(to: home)
        try KeyVault(home: home).protect(with: "paard batterij")
        for file in ["\(folder.path)/absent", folder.path] {
            let closed = CitizenHome(path: folder.path, passphrases: prompt(file).source)
            let error = #expect(throws: CitizenError.self) { try Session(home: closed) }
            #expect(error?.kind == .usage && error?.code == "file-unreadable")
            #expect(error?.message.contains("'\(file)'") == true)
            #expect(error?.hint == .text(Texts(.nl).checkPath("--passphrase-file")))
        }
    }
}

/// A line as it is typed unseen, key by key.
struct TypedLineTests {
    /// What a line comes to after some keys; nil where it goes on.
    private func end(_ keys: [UInt8]) -> TypedLine.Step? {
        var line = TypedLine()
        for key in keys {
            let step = line.take(key)
            if step != .more { return step }
        }
        return nil
    }

    @Test(
        arguments: [
            ("paard\n", "paard"), ("paard\r", "paard"), ("\n", ""),
            ("paarf\u{7F}d\n", "paard"), ("paarf\u{08}d\n", "paard"),
            ("caf\u{E9}\u{7F}e\n", "cafe"), ("x\u{7F}\u{7F}\u{7F}ja\n", "ja"),
            ("oud\u{15}nieuw\n", "nieuw"), ("half\u{04}heel\n", "halfheel"),
        ])
    func `Enter ends it, and what was taken back is gone`(typed: String, line: String) {
        #expect(end(Array(typed.utf8)) == .line(line))
    }

    @Test(arguments: [
        ("\u{03}", TypedLine.Step.stopped), ("paard\u{03}", .stopped), ("\u{04}", .end),
    ])
    func `Ctrl-C stops at once, and Ctrl-D ends an empty line`(
        typed: String, step: TypedLine.Step
    ) {
        #expect(end(Array(typed.utf8)) == step)
    }

    @Test func `a line without an end grows no further than it may`() {
        let keys = [UInt8](repeating: 0x61, count: TypedLine.maximumBytes + 100)
        #expect(end(keys) == nil)
        #expect(
            end(keys + [0x0A]) == .line(String(repeating: "a", count: TypedLine.maximumBytes)))
    }
}
