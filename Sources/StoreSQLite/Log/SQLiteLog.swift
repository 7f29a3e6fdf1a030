package import BlueButton
import Foundation
import GRDB
package import Sovereignty
package import TransparencyLog

/// The access log in the service's database.
package struct SQLiteLog: AccessLog {
    private let database: SQLiteDatabase
    private let signer: CheckpointSigner
    let group: GroupCommit

    /// The log of a database.
    ///
    /// - Parameter signer: the log's name and key; the directory lists both.
    package init(database: SQLiteDatabase, signer: NoteSigner) {
        self.database = database
        let signer = CheckpointSigner(signer)
        self.signer = signer
        group = GroupCommit(database: database, signer: signer)
    }

    /// Looks whether the log can be gone on with; to be called at the start.
    ///
    /// - Throws: `unusable` where the log was written under another name or key, or is damaged at
    ///   its edge.
    package func check() async throws(StoreError) {
        try await database.read { [signer] db in try LogTables.check(db, signer: signer) }
    }

    package func append(_ entry: LogEntry, subject: String) async throws(StoreError) {
        do {
            let record = try LogRecord(committingTo: entry)
            try await group.write { db, log in
                _ = try log.append(record, subject: subject)
            }
        } catch {
            throw LogTransaction.unavailable
        }
    }

    package func checkpoint() async throws(StoreError) -> Checkpoint {
        try await database.read { [signer] db in try LogTables.checkpoint(db, signer: signer) }
    }

    package func consistencyProof(
        from old: UInt64, to new: UInt64
    ) async throws(StoreError) -> ConsistencyProof? {
        try await database.read { [signer] db in
            let size = try LogTables.checkpoint(db, signer: signer).size
            guard old <= new, new <= size else { return nil }
            return try ConsistencyPlan(oldSize: old, newSize: new).proof(from: StoredNodes(db: db))
        }
    }

    package func entries(
        subject: String, before: UInt64?, limit: Int
    ) async throws(StoreError) -> LogPage {
        try await database.read { [signer] db in
            let checkpoint = try LogTables.checkpoint(db, signer: signer)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM log_leaves WHERE subject = ? AND idx < ?
                    ORDER BY idx DESC LIMIT ?
                    """,
                arguments: [subject, Int64(min(before ?? .max, UInt64(Int64.max))), limit + 1])
            let entries = try rows.prefix(limit).map { row in
                ProvenEntry(
                    record: try LogTables.record(row),
                    proof: try LogTables.proof(of: Self.index(row), in: checkpoint, db))
            }
            return LogPage(
                entries: entries, checkpoint: checkpoint,
                next: rows.count > limit ? entries.last?.proof.index : nil)
        }
    }

    package func entry(
        ofConsent id: DocumentID
    ) async throws(StoreError) -> (entry: ProvenEntry, checkpoint: Checkpoint)? {
        try await database.read { [signer] db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT log_leaves.* FROM release_leaves JOIN log_leaves USING (idx)
                    WHERE consent_id = ? AND key IS NOT NULL
                    """,
                arguments: [id.text])
            guard let row else { return nil }
            let checkpoint = try LogTables.checkpoint(db, signer: signer)
            return (
                ProvenEntry(
                    record: try LogTables.record(row),
                    proof: try LogTables.proof(of: Self.index(row), in: checkpoint, db)),
                checkpoint
            )
        }
    }

    package func erase(_ index: UInt64, subject: String) async throws(StoreError) {
        guard let index = Int64(exactly: index) else { throw Self.missing }
        try await database.write { db in
            let isNeeded = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM release_leaves JOIN releases USING (consent_id)
                        WHERE idx = ? AND registration IS NULL AND package IS NOT NULL)
                    """,
                arguments: [index])
            guard isNeeded != true else {
                throw StoreError(
                    .conflict,
                    "expected an entry that no registration waits for: erase it once it is sent")
            }
            try db.execute(
                sql: """
                    UPDATE log_leaves SET entry = NULL, key = NULL, subject = NULL
                    WHERE idx = ? AND subject = ?
                    """,
                arguments: [index, subject])
            guard db.changesCount == 1 else { throw Self.missing }
        }
        await database.emptyLog()
    }

    private static func index(_ row: Row) -> UInt64 { UInt64(row["idx"] as Int64) }

    private static let missing = StoreError(.missing, "expected an entry of this citizen")
}
