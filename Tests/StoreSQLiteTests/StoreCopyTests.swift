import BlueButton
import Foundation
import GRDB
import OpenSSL
import Sovereignty
import TestKit
import Testing

@testable import StoreSQLite

/// Backups, and older copies that take a database's place.
struct StoreCopyTests {
    private let folder = TemporaryFolder()
    private var data: String { folder.path + "/data" }
    private var backup: String { folder.path + "/backup.sqlite" }
    private var file: String { data + "/service.sqlite" }
    private var copies: StoreCopy { StoreCopy(folder: data, form: ServiceStore.form) }

    private func open(accepting: Bool = false) throws -> ServiceStore {
        try FileManager.default.createDirectory(
            atPath: folder.path, withIntermediateDirectories: true)
        return try ServiceStore(
            folder: data, signer: LogTests.signer(),
            author: LogAuthor(
                actor: OIN("00000099000000000020"), clock: WallClock.fixed(Sample.time)),
            acceptsRestored: accepting)
    }

    private func backUp() throws { try copies.backUp(to: backup, at: Sample.time) }

    private func restore(isReplacing: Bool = false) throws {
        try copies.restore(from: backup, isReplacing: isReplacing, at: Sample.time)
    }

    private func states(_ store: ServiceStore) async throws -> [ReleaseState] {
        try await store.releases(subject: Sample.subject, limit: 100).map(\.state)
    }

    // MARK: Backups

    @Test func `a backup is made while others write, and is one moment of the store`()
        async throws
    {
        let store = try open()
        let first = try Sample.release()
        _ = try await store.add(first)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for _ in 0..<50 { _ = try await store.add(try Sample.release()) }
            }
            for number in 0..<4 {
                try copies.backUp(to: backup + "\(number)", at: Sample.time)
            }
            try await group.waitForAll()
        }
        for number in 0..<4 {
            let queue = try DatabaseQueue(path: backup + "\(number)")
            let (releases, leaves, size, mode) = try await queue.read { db in
                (
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM releases"),
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM log_leaves"),
                    try Int.fetchOne(db, sql: "SELECT size FROM log_checkpoint"),
                    try String.fetchOne(db, sql: "PRAGMA journal_mode")
                )
            }
            #expect(releases == leaves && leaves == size && (releases ?? 0) >= 1)
            // One file, which is all there is to it.
            #expect(mode == "delete")
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: backup + "0")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test(.enabled(if: geteuid() == 0, "skipped: only root can give a folder away"))
    func `root opens no other user's store, and leaves nothing there`() async throws {
        do { withExtendedLifetime(try open()) {} }
        try backUp()
        try FileManager.default.setAttributes(
            [.ownerAccountID: NSNumber(value: 65_534)], ofItemAtPath: data)
        let before = try FileManager.default.contentsOfDirectory(atPath: data)
        #expect(await code { try restore(isReplacing: true) } == .unavailable)
        #expect(await code { _ = try open() } == .unavailable)
        #expect(try FileManager.default.contentsOfDirectory(atPath: data) == before)
        try copies.check()
    }

    @Test func `a file that cannot be opened is named`() throws {
        try FileManager.default.createDirectory(
            atPath: file, withIntermediateDirectories: true)
        let error = #expect(throws: StoreError.self) { _ = try open() }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("'\(file)'") == true)
        #expect(error?.message.contains("another user's?") == true)
    }

    @Test func `a backup overwrites nothing, and needs a store`() async throws {
        #expect(await code { try backUp() } == .missing)
        #expect(await code { try copies.check() } == .missing)
        do { withExtendedLifetime(try open()) {} }
        try Data("mine".utf8).write(to: URL(fileURLWithPath: backup))
        #expect(await code { try backUp() } == .conflict)
        #expect(FileManager.default.contents(atPath: backup) == Data("mine".utf8))
        #expect(await code { try copies.backUp(to: "/nowhere/b", at: Sample.time) } == .unavailable)
    }

    @Test func `a damaged store gives no backup, and its check says so`() async throws {
        do {
            let store = try open()
            for _ in 0..<40 { _ = try await store.add(try Sample.release()) }
            await store.database.emptyLog()
        }
        try copies.check()
        try damage()
        #expect(await code { try copies.check() } == .unusable)
        #expect(await code { try backUp() } == .unusable)
        #expect(!FileManager.default.fileExists(atPath: backup))
    }

    /// Overwrites a page in the middle.
    private func damage() throws {
        let size = try #require(
            try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int)
        let handle = try #require(FileHandle(forUpdatingAtPath: file))
        try handle.seek(toOffset: UInt64(size / 2 / 4096 * 4096))
        try handle.write(contentsOf: Data(repeating: 0x5A, count: 4096))
        try handle.close()
    }

    @Test func `a large store starts without being read in full, and its check reads it`()
        async throws
    {
        do {
            let store = try open()
            #expect(!store.database.notices.contains { $0.contains("check-store") })
            try await store.database.write { db in
                try db.execute(sql: "CREATE TABLE large (bytes BLOB)")
                for _ in 0..<66 {
                    try db.execute(sql: "INSERT INTO large VALUES (zeroblob(1 << 20))")
                }
            }
            await store.database.emptyLog()
        }
        do {
            let store = try open()
            #expect(store.database.notices.contains { $0.contains("check-store") })
        }
        try copies.check()
        // A page of one of the great values, and one that SQLite has to follow to the next.
        try damage()
        #expect(await code { try copies.check() } == .unusable)
        withExtendedLifetime(try open()) {}
    }

    // MARK: Restoring

    @Test func `a restored store is refused until it is accepted, and then sends nothing old`()
        async throws
    {
        let delivered = try Sample.release()
        do {
            let store = try open()
            _ = try await store.add(try Sample.release())
            let started = try Sample.release()
            for release in [started, delivered] {
                _ = try await store.add(release)
                _ = try await store.move(
                    release.consentID, by: .deliveryStarts,
                    changes: Sample.changes(.deliveryStarts))
            }
            _ = try await store.move(
                delivered.consentID, by: .receiptArrives, changes: Sample.changes(.receiptArrives))
            try backUp()
            // What the backup does not know: a withdrawal.
            _ = try await store.withdraw(
                started.consentID, withdrawal: Sample.withdrawal, at: Sample.time)
            #expect(await code { try restore(isReplacing: true) } == .locked)
        }
        #expect(await code { try restore() } == .conflict)
        try restore(isReplacing: true)
        for _ in 0..<2 { #expect(await code { _ = try open() } == .restored) }
        do {
            let store = try open(accepting: true)
            #expect(store.database.notices.contains { $0.contains("accepted") })
            #expect(
                Set(try await states(store)) == [.unanswered, .delivered])
            #expect(try await store.nextWork() == nil)
            let releases = try await store.releases(subject: Sample.subject, limit: 10)
            #expect(releases.count == 3)
            for release in releases {
                let found = try await store.release(
                    release.consentID, subject: Sample.subject)
                #expect(found?.package == nil)
            }
        }
        // The decision holds.
        let store = try open()
        #expect(!store.database.notices.contains { $0.contains("accepted") })
        try await store.log.check()
    }

    @Test func `a backup that is put in place by hand is recognised, also on another machine`()
        async throws
    {
        do {
            let store = try open()
            _ = try await store.add(try Sample.release())
            try backUp()
        }
        try FileManager.default.removeItem(atPath: data)
        try FileManager.default.createDirectory(
            atPath: data, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: backup, toPath: file)
        #expect(await code { _ = try open() } == .restored)
        withExtendedLifetime(try open(accepting: true)) {}
    }

    @Test func `an older copy of the file is recognised by the log's checkpoint`() async throws {
        do {
            let store = try open()
            _ = try await store.add(try Sample.release())
        }
        let old = try #require(FileManager.default.contents(atPath: file))
        do {
            let store = try open()
            _ = try await store.add(try Sample.release())
        }
        let new = try #require(FileManager.default.contents(atPath: file))
        try old.write(to: URL(fileURLWithPath: file))
        #expect(await code { _ = try open() } == .restored)
        // The newest one put back is the newest one.
        try new.write(to: URL(fileURLWithPath: file))
        #expect(try await states(open()).count == 2)
        // A store that is gone altogether is behind as well.
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: file + suffix)
        }
        #expect(await code { _ = try open() } == .restored)
    }

    @Test func `how far a store has got is remembered at each commit, not only at its end`()
        async throws
    {
        let store = try open()
        func remembered() -> String {
            String(
                decoding: FileManager.default.contents(atPath: data + "/service.mark") ?? Data(),
                as: UTF8.self)
        }
        for count in 1...12 {
            _ = try await store.add(try Sample.release())
            #expect(remembered().count == 20)
            #expect(Int(remembered().dropLast()) == count)
        }
        // A commit that fails is none.
        _ = await code { _ = try await store.add(try Sample.release(subject: "")) }
        #expect(Int(remembered().dropLast()) == 12)
    }

    @Test func `a mark that says less, or is gone, stops nobody`() async throws {
        do {
            let store = try open()
            _ = try await store.add(try Sample.release())
        }
        let mark = data + "/service.mark"
        for content in ["0000000000000000000\n", ""] {
            try Data(content.utf8).write(to: URL(fileURLWithPath: mark))
            withExtendedLifetime(try open()) {}
        }
        try FileManager.default.removeItem(atPath: mark)
        withExtendedLifetime(try open()) {}
        for content in ["1", "text", "-000000000000000001\n", "99999999999999999999\n"] {
            try Data(content.utf8).write(to: URL(fileURLWithPath: mark))
            #expect(await code { _ = try open() } == .unusable)
        }
    }

    @Test func `what is no backup of this program is refused, and what was there stays`()
        async throws
    {
        do {
            let store = try open()
            _ = try await store.add(try Sample.release())
        }
        #expect(await code { try restore(isReplacing: true) } == .missing)
        // Not a database; another program's; one of a newer program; one damaged on its way.
        try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: backup))
        #expect(await code { try restore(isReplacing: true) } == .unusable)
        let step = SchemaStep("other-1", sql: "CREATE TABLE a (b TEXT) STRICT;")
        for schema in [[step], ServiceSchema.steps + [step]] {
            let form = StoreForm(name: "other", schema: schema)
            do {
                let folder = folder.path + "/other"
                withExtendedLifetime(try SQLiteDatabase(folder: folder, form: form)) {}
                try FileManager.default.removeItem(atPath: backup)
                try StoreCopy(folder: folder, form: form).backUp(to: backup, at: Sample.time)
                try FileManager.default.removeItem(atPath: folder)
            }
            #expect(await code { try restore(isReplacing: true) } == .unusable)
        }
        try FileManager.default.removeItem(atPath: backup)
        try backUp()
        let whole = try #require(FileManager.default.contents(atPath: backup))
        try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: backup))
        #expect(await code { try restore(isReplacing: true) } == .unusable)
        let names = try FileManager.default.contentsOfDirectory(atPath: data)
        #expect(!names.contains { $0.hasSuffix(".part") })
        #expect(try await states(open()) == [.registered])
    }

    @Test func `a backup of an older program is brought up to date when it is restored`()
        async throws
    {
        do {
            let old = try SQLiteDatabase(
                folder: data,
                form: StoreForm(name: "service", schema: [ServiceSchema.steps[0]]))
            try await old.write { db in
                try db.execute(
                    sql: "INSERT INTO holder_keys VALUES (?, 'a', ?)",
                    arguments: [DocumentHash(ofCharacters: "k").text, Sample.time.seconds])
            }
        }
        try StoreCopy(
            folder: data, form: StoreForm(name: "service", schema: [ServiceSchema.steps[0]])
        ).backUp(to: backup, at: Sample.time)
        try restore(isReplacing: true)
        let store = try open(accepting: true)
        #expect(
            try await store.knows(
                holderKey: DocumentHash(ofCharacters: "k").text, subject: "a",
                at: Sample.time - 1))
    }
}
