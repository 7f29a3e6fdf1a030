package import BlueButton
import GRDB
package import Logging
package import OpenSSL
package import Sovereignty
package import TransparencyLog

/// The service's memory in SQLite: directories, holder keys, and releases with their withdrawals.
///
/// Every change of a release is one transaction that reads the state it leaves; `ReleaseState` says
/// which steps there are, the schema which rows there can be.
package struct ServiceStore: Store {
    let database: SQLiteDatabase
    /// The access log, in the same database and the same transactions.
    package let log: SQLiteLog
    let author: LogAuthor

    /// Opens the store of a data folder.
    ///
    /// - Parameters:
    ///   - signer: the log's name and key; the directory lists both.
    ///   - author: of the entries that are written with a release's changes.
    ///   - acceptsRestored: whether an older copy is taken into use. Nothing that it would still
    ///     send is sent then: a withdrawal may be missing in it.
    ///   - logger: is told what whoever runs the program should know of this store.
    /// - Throws: as `SQLiteDatabase`.
    package init(
        folder: String, signer: NoteSigner, author: LogAuthor, acceptsRestored: Bool = false,
        logger: Logger? = nil
    ) throws(StoreError) {
        database = try SQLiteDatabase(
            folder: folder, form: Self.form,
            acceptsRestored: acceptsRestored, onAcceptance: Self.endPending)
        log = SQLiteLog(database: database, signer: signer)
        self.author = author
        for notice in database.notices { logger?.notice("\(notice)") }
    }

    /// The database: the log's checkpoint says how far it has got, since whatever must not be lost
    /// has its leaf.
    package static let form = StoreForm(
        name: "service", schema: ServiceSchema.steps,
        position: "SELECT max(size) FROM log_checkpoint")

    /// Ends what may have been withdrawn, or sent, after a copy was made.
    @Sendable
    private static func endPending(in db: Database) throws {
        for state in ReleaseState.allCases {
            guard let next = state.after(.storeRestored) else { continue }
            try db.execute(
                sql: """
                    UPDATE releases SET state = ?, package = NULL, next_attempt = NULL
                    WHERE state = ?
                    """,
                arguments: [next.rawValue, state.rawValue])
        }
    }

    // MARK: Directories

    package func keep(directory: Directory) async throws(StoreError) {
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO directories (hash, version, text) VALUES (?, ?, ?)
                    ON CONFLICT (hash) DO NOTHING
                    """,
                arguments: [directory.hash.text, directory.version, directory.text])
        }
    }

    package func directory(_ hash: DocumentHash) async throws(StoreError) -> String? {
        try await database.read { db in
            try String.fetchOne(
                db, sql: "SELECT text FROM directories WHERE hash = ?", arguments: [hash.text])
        }
    }

    package func highestDirectoryVersion() async throws(StoreError) -> Int64 {
        try await database.read { db in
            try Int64.fetchOne(db, sql: "SELECT max(version) FROM directories") ?? 0
        }
    }

    // MARK: Holder keys

    package func remember(
        holderKey thumbprint: String, subject: String, until: UnixTime
    ) async throws(StoreError) {
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO holder_keys (thumbprint, subject, until) VALUES (?, ?, ?)
                    ON CONFLICT (thumbprint, subject) DO UPDATE SET until = max(until, excluded.until)
                    """,
                arguments: [thumbprint, subject, until.seconds])
        }
    }

    package func knows(
        holderKey thumbprint: String, subject: String, at time: UnixTime
    ) async throws(StoreError) -> Bool {
        try await database.read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM holder_keys
                        WHERE thumbprint = ? AND subject = ? AND until > ?)
                    """,
                arguments: [thumbprint, subject, time.seconds]) ?? false
        }
    }
}
