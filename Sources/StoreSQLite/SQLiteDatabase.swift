package import GRDB
package import Sovereignty

/// One database in one data folder: the single writer to it, checked before the first use.
///
/// WAL with `synchronous=FULL`, so that what a write acknowledges is on the disk. One connection
/// writes and checkpoints, the others only read, and the folder is locked against other programs:
/// that is what makes SQLite before 3.51.3 safe (see `versionWarning`).
package final class SQLiteDatabase: Sendable {
    // Released after the pool is closed: the lock outlives every connection.
    private let folder: DataFolder
    private let pool: DatabasePool
    /// What whoever runs the program should be told of this SQLite; nil where there is nothing.
    package let versionWarning: String?

    /// Opens the database of a data folder and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - folder: made with mode 0700 where it is absent.
    ///   - name: of the file, without its suffix.
    ///   - schema: all steps ever made, oldest first.
    /// - Throws: `locked` where another program has the folder; `unusable` where the file is
    ///   damaged, was made by a newer or another program, or SQLite is too old; `unavailable` where
    ///   it cannot be opened or would not keep what it acknowledges.
    package init(folder path: String, name: String, schema: [SchemaStep]) throws(StoreError) {
        folder = try DataFolder(path)
        let migrator = Self.migrator(schema)
        do {
            pool = try DatabasePool(
                path: "\(path)/\(name).sqlite", configuration: Self.configuration(name))
            versionWarning = try pool.writeWithoutTransaction { db in
                try Self.settle(db)
                try Self.check(db)
                guard try !migrator.hasBeenSuperseded(db) else {
                    throw StoreError(
                        .unusable,
                        "expected a database of this program, not of a newer or another one")
                }
                return try Self.version(db).warning
            }
            try migrator.migrate(pool)
        } catch {
            throw StoreFault.error(error)
        }
    }

    deinit {
        try? pool.close()
    }

    /// Reads a consistent moment of the database.
    package func read<Value: Sendable>(
        _ body: @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreFault.error(error)
        }
    }

    /// Writes in one transaction; when this returns it is on the disk, when it throws it is not.
    package func write<Value: Sendable>(
        _ body: @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await pool.write(body)
        } catch {
            throw StoreFault.error(error)
        }
    }

    /// Puts a write in the writer's queue; it makes its own transaction.
    func enqueue(_ body: @escaping @Sendable (Database) -> Void) {
        pool.asyncWriteWithoutTransaction(body)
    }

    /// Takes what was deleted out of the write-ahead log as well.
    ///
    /// Deleted content is overwritten in the database (`secure_delete`), but its former pages
    /// stay in the log until it is emptied. A reader at work postpones that; then the next call,
    /// or the next start, does it.
    package func emptyLog() async {
        _ = try? await pool.writeWithoutTransaction { db in
            try db.checkpoint(.truncate)
        }
    }

    private static func configuration(_ name: String) -> Configuration {
        var configuration = Configuration()
        configuration.label = name
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA secure_delete = ON;
                    """)
        }
        return configuration
    }

    private static func migrator(_ schema: [SchemaStep]) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for step in schema {
            migrator.registerMigration(step.name) { db in try db.execute(sql: step.sql) }
        }
        return migrator
    }

    /// Sets what GRDB's own set-up would undo (it sets NORMAL after `prepareDatabase`), and reads
    /// back what the promises rest on.
    private static func settle(_ db: Database) throws {
        try db.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2,
            try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal",
            try Bool.fetchOne(db, sql: "PRAGMA foreign_keys") == true
        else {
            throw StoreError(
                .unavailable, "expected SQLite to take synchronous=FULL, WAL and foreign keys")
        }
    }

    private static func check(_ db: Database) throws {
        guard try version(db) >= SQLiteVersion.oldestUsable else {
            throw StoreError(
                .unusable, "expected SQLite \(SQLiteVersion.oldestUsable) or later")
        }
        guard try String.fetchAll(db, sql: "PRAGMA quick_check(1)") == ["ok"] else {
            throw StoreError(.unusable, "expected a database that passes SQLite's quick_check")
        }
    }

    private static func version(_ db: Database) throws -> SQLiteVersion {
        guard let text = try String.fetchOne(db, sql: "SELECT sqlite_version()"),
            let version = SQLiteVersion(text)
        else { throw StoreError(.unusable, "expected SQLite to tell its version") }
        return version
    }
}
