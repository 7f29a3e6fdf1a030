import Foundation
import GRDB
package import OpenSSL
package import Sovereignty

/// Backup, restore and the full check of a program's database, as commands use them.
///
/// A database is opened here to read alone, so no lock is needed while its program runs: reading
/// neither writes nor checkpoints.
package struct StoreCopy: Sendable {
    private let folder: String
    private let form: StoreForm

    /// - Parameter folder: the program's data folder.
    package init(folder: String, form: StoreForm) {
        self.folder = folder
        self.form = form
    }

    private var source: String { "\(folder)/\(form.name).sqlite" }

    /// Copies the database to a new file, also while its program runs.
    ///
    /// The copy is one moment of the database, whole, checked in full, and says itself that it is a
    /// copy. It holds what the database holds, so it is for its owner alone (mode 0600).
    ///
    /// - Throws: `missing` where there is no database, `conflict` where the file exists,
    ///   `unusable` where the copy does not pass the check.
    package func backUp(to path: String, at time: UnixTime) throws(StoreError) {
        try demandSource()
        guard !FileManager.default.fileExists(atPath: path) else {
            throw StoreError(.conflict, "expected a new file to write the backup to")
        }
        try copy(source, to: path + ".part", madeAt: time)
        try settle(path + ".part", as: path)
    }

    /// Puts a backup in the database's place; it is refused there until it is accepted.
    ///
    /// - Parameter isReplacing: whether a database that is there may be overwritten.
    /// - Throws: `locked` while the program runs, `missing` without the backup, `conflict` where a
    ///   database is there, `unusable` for a file that is no sound database of this program.
    package func restore(
        from backup: String, isReplacing: Bool, at time: UnixTime
    ) throws(StoreError) {
        let files = FileManager.default
        guard files.fileExists(atPath: backup) else {
            throw StoreError(.missing, "expected the backup's file")
        }
        let lock = try DataFolder(folder)
        let isThere = files.fileExists(atPath: source)
        guard isReplacing || !isThere else {
            throw StoreError(
                .conflict, "expected no database in the data folder, or --replace to overwrite it")
        }
        let new = "\(source).part"
        try copy(backup, to: new, madeAt: time)
        // Where this ends halfway there is no database, and a new one is behind its mark.
        for suffix in ["", "-wal", "-shm"] { try? files.removeItem(atPath: source + suffix) }
        try settle(new, as: source)
        withExtendedLifetime(lock) {}
    }

    /// Reads all of the database and checks it: its structure, its indexes, its constraints and its
    /// references. Also while its program runs.
    ///
    /// - Throws: `missing`, or `unusable` where it is damaged.
    package func check() throws(StoreError) {
        try demandSource()
        do {
            let queue = try DatabaseQueue(path: source, configuration: Self.reading)
            defer { try? queue.close() }
            try queue.read { db in try Self.checkAll(db) }
        } catch {
            throw StoreFault.error(error, file: "'\(source)'")
        }
    }

    private func demandSource() throws(StoreError) {
        guard FileManager.default.fileExists(atPath: source) else {
            throw StoreError(.missing, "expected a database in the data folder '\(folder)'")
        }
    }

    private static var reading: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        return configuration
    }

    /// Copies by SQLite's online backup, into one file without a log beside it.
    private func copy(
        _ source: String, to path: String, madeAt time: UnixTime
    ) throws(StoreError) {
        let files = FileManager.default
        try? files.removeItem(atPath: path)
        guard
            files.createFile(
                atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw StoreError(.unavailable, "expected to be able to write the copy") }
        do {
            let from = try DatabaseQueue(path: source, configuration: Self.reading)
            defer { try? from.close() }
            let copy = try DatabaseQueue(path: path)
            defer { try? copy.close() }
            try from.backup(to: copy)
            try copy.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                try Self.checkAll(db)
                try SQLiteDatabase.demandOurs(db, form)
            }
            try SQLiteDatabase.migrator(form).migrate(copy)
            try copy.write { db in
                try db.execute(
                    sql: "UPDATE store SET copied_at = ?", arguments: [max(1, time.seconds)])
            }
        } catch {
            try? files.removeItem(atPath: path)
            throw StoreFault.error(error)
        }
    }

    /// Moves a file to where none is, so that it is there after a power loss too.
    private func settle(_ path: String, as target: String) throws(StoreError) {
        do {
            try Self.synchronise(path)
            try FileManager.default.moveItem(atPath: path, toPath: target)
            try Self.synchronise(
                URL(fileURLWithPath: target).deletingLastPathComponent().path)
        } catch {
            throw StoreError(.unavailable, "expected to be able to write the copy")
        }
    }

    private static func synchronise(_ path: String) throws {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        try handle.synchronize()
        try handle.close()
    }

    private static func checkAll(_ db: Database) throws {
        guard try String.fetchAll(db, sql: "PRAGMA integrity_check(1)") == ["ok"],
            try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil
        else {
            throw StoreError(.unusable, "expected a database that passes SQLite's full check")
        }
    }
}
