package import GRDB
package import Sovereignty

/// One database in one data folder: the single writer to it, checked before the first use.
///
/// WAL with `synchronous=FULL`, so that what a write acknowledges is on the disk. One connection
/// writes and checkpoints, the others only read, and the folder is locked against other programs:
/// that is what makes SQLite before 3.51.3 safe (see `SQLiteVersion`).
package final class SQLiteDatabase: Sendable {
    // Released after the pool is closed: the lock outlives every connection.
    private let folder: DataFolder
    private let pool: DatabasePool
    private let form: StoreForm
    private let mark: StoreMark
    /// What whoever runs the program should be told of this SQLite and this database.
    package let notices: [String]

    /// Opens the database of a data folder and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - folder: made with mode 0700 where it is absent.
    ///   - acceptsRestored: whether the operator decided to use an older copy that took the
    ///     database's place.
    ///   - change: what has to change in such a copy.
    /// - Throws: `restored` for an older copy; `locked` where another program has the folder;
    ///   `unusable` where the file is damaged, was made by a newer or another program, or SQLite is
    ///   too old; `unavailable` where it cannot be opened or would not keep what it acknowledges.
    package init(
        folder path: String, form: StoreForm,
        acceptsRestored: Bool = false,
        onAcceptance change: @Sendable (Database) throws -> Void = { _ in }
    ) throws(StoreError) {
        folder = try DataFolder(path)
        self.form = form
        let mark = try StoreMark(folder: path, name: form.name)
        self.mark = mark
        let file = "\(path)/\(form.name).sqlite"
        do {
            pool = try DatabasePool(
                path: file, configuration: Self.configuration(form.name))
            var notices = try pool.writeWithoutTransaction { db in
                try Self.settle(db)
                let notice = try Self.check(db)
                try Self.demandOurs(db, form)
                return [try Self.version(db).warning, notice].compactMap { $0 }
            }
            try Self.migrator(form).migrate(pool)
            let (position, wasAccepted) = try pool.write { db in
                try RestoredStore.admit(
                    db, form: form, mark: mark.current, accepts: acceptsRestored, change: change)
            }
            try mark.settle(position)
            if wasAccepted { notices.append(RestoredStore.acceptance) }
            self.notices = notices
        } catch {
            throw StoreFault.error(error, file: "'\(file)'")
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
            let (value, position) = try await pool.write { [form] db in
                (try body(db), try RestoredStore.position(db, form))
            }
            mark.remember(position)
            return value
        } catch {
            throw StoreFault.error(error)
        }
    }

    /// Puts a write in the writer's queue; it makes its own transaction, and tells how far that got.
    func enqueue(_ body: @escaping @Sendable (Database, _ committed: (Int64) -> Void) -> Void) {
        pool.asyncWriteWithoutTransaction { [mark] db in body(db) { mark.remember($0) } }
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

    static func migrator(_ form: StoreForm) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for step in form.schema {
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

    /// Demands that a database is this program's, not a newer or another one's.
    static func demandOurs(_ db: Database, _ form: StoreForm) throws {
        guard try !migrator(form).hasBeenSuperseded(db) else {
            throw StoreError(
                .unusable, "expected a database of this program, not of a newer or another one")
        }
    }

    /// The largest file that is read in full at each start, in bytes: some tenths of a second.
    private static let largestChecked: Int64 = 64 << 20

    /// Demands a usable SQLite and a sound file. A large one is not read in full at each start, so
    /// its check is a command (`check-store`).
    ///
    /// - Returns: what whoever runs the program should be told.
    private static func check(_ db: Database) throws -> String? {
        guard try version(db) >= SQLiteVersion.oldestUsable else {
            throw StoreError(
                .unusable, "expected SQLite \(SQLiteVersion.oldestUsable) or later")
        }
        let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        let pageSize = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0
        guard pages * pageSize <= largestChecked else {
            return "the database is too large to be read in full at each start: run check-store"
        }
        guard try String.fetchAll(db, sql: "PRAGMA quick_check(1)") == ["ok"] else {
            throw StoreError(.unusable, "expected a database that passes SQLite's quick_check")
        }
        return nil
    }

    private static func version(_ db: Database) throws -> SQLiteVersion {
        guard let text = try String.fetchOne(db, sql: "SELECT sqlite_version()"),
            let version = SQLiteVersion(text)
        else { throw StoreError(.unusable, "expected SQLite to tell its version") }
        return version
    }
}
