import BlueButton
import GRDB
import Logging
import OpenSSL
import Sovereignty
import StoreSQLite
import StrictJSON

/// The receiver's memory: what a call acknowledges is on the disk when it returns.
struct ReceiverStore: Sendable {
    let database: SQLiteDatabase

    /// The database: triggers count the changes of requests, packages and withdrawals.
    static let form = StoreForm(name: "receiver", schema: ReceiverSchema.steps)

    /// Opens the store of a data folder.
    ///
    /// - Parameter acceptsRestored: whether an older copy is taken into use.
    /// - Throws: as `SQLiteDatabase`.
    init(
        folder: String, acceptsRestored: Bool = false, logger: Logger
    ) throws(StoreError) {
        database = try SQLiteDatabase(
            folder: folder, form: Self.form, acceptsRestored: acceptsRestored)
        for notice in database.notices { logger.notice("\(notice)") }
    }

    // MARK: Directories

    /// Keeps a directory; the same one again changes nothing.
    func keep(directory: Directory) async throws(StoreError) {
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO directories (hash, version, text) VALUES (?, ?, ?)
                    ON CONFLICT (hash) DO NOTHING
                    """,
                arguments: [directory.hash.text, directory.version, directory.text])
        }
    }

    /// The text of a directory by its hash.
    func directory(_ hash: DocumentHash) async throws(StoreError) -> String? {
        try await database.read { db in
            try String.fetchOne(
                db, sql: "SELECT text FROM directories WHERE hash = ?", arguments: [hash.text])
        }
    }

    /// The text of the directory with the highest version that was ever kept.
    func newestDirectory() async throws(StoreError) -> String? {
        try await database.read { db in
            try String.fetchOne(
                db, sql: "SELECT text FROM directories ORDER BY version DESC LIMIT 1")
        }
    }

    /// The highest version kept, 0 where there is none.
    func highestDirectoryVersion() async throws(StoreError) -> Int64 {
        try await database.read { db in
            try Int64.fetchOne(db, sql: "SELECT max(version) FROM directories") ?? 0
        }
    }

    // MARK: Requests

    func add(_ request: StoredRequest) async throws(StoreError) {
        try await database.write { db in try request.insert(into: db) }
    }

    /// The request at an address.
    func request(code: DocumentID) async throws(StoreError) -> StoredRequest? {
        try await database.read { db in try Self.request(code, in: db) }
    }

    /// The request to whose key a package is encrypted.
    func request(keyID: String) async throws(StoreError) -> StoredRequest? {
        try await database.read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM requests WHERE key_id = ?", arguments: [keyID]
            ).map { try StoredRequest(reading: $0) }
        }
    }

    /// The newest requests.
    func requests(limit: Int) async throws(StoreError) -> [StoredRequest] {
        try await database.read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM requests ORDER BY created_at DESC, rowid DESC LIMIT ?",
                arguments: [limit]
            ).map { try StoredRequest(reading: $0) }
        }
    }
}
