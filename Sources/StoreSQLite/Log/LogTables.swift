import BlueButton
import Foundation
import GRDB
import Sovereignty
import StrictJSON
import TransparencyLog

/// Reads and writes the log's rows, within a transaction of the caller's.
enum LogTables {
    /// The newest checkpoint, by the log's key; that of the empty log before the first leaf.
    ///
    /// - Throws: `unusable` where it is by another key.
    static func checkpoint(_ db: Database, signer: CheckpointSigner) throws -> Checkpoint {
        let note = try String.fetchOne(
            try db.cachedStatement(sql: "SELECT note FROM log_checkpoint"))
        guard let note else {
            return try signer.sign(size: 0, root: .emptyRoot)
        }
        return try signer.read(note)
    }

    /// Puts a larger checkpoint in the place of the one before.
    static func replace(_ checkpoint: Checkpoint, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO log_checkpoint (row, size, note) VALUES (1, ?, ?)
                ON CONFLICT (row) DO UPDATE SET size = excluded.size, note = excluded.note
                """)
        try statement.execute(arguments: [Int64(checkpoint.size), checkpoint.note])
    }

    /// Demands that the log is ours and whole at its edge.
    ///
    /// - Throws: `unusable` where the checkpoint is by another key, or is not that of the nodes.
    static func check(_ db: Database, signer: CheckpointSigner) throws {
        let checkpoint = try checkpoint(db, signer: signer)
        let leaves = try Int64.fetchOne(db, sql: "SELECT max(idx) + 1 FROM log_leaves") ?? 0
        guard
            try TreeFrontier(size: checkpoint.size, from: StoredNodes(db: db)).root
                == checkpoint.root, leaves == Int64(checkpoint.size)
        else {
            throw StoreError(.unusable, "expected a log whose nodes give its checkpoint's root")
        }
    }

    /// The entry in a row of `log_leaves`; it must open its leaf.
    static func record(_ row: Row) throws -> LogRecord {
        let key: Data = row["key"]
        let text: String = row["entry"]
        let entry = try LogEntry(
            json: JSONReader(try JSONValue.parse(text, maximumBytes: 64 << 10)))
        let record = try LogRecord(entry: entry, key: CommitmentKey(bytes: [UInt8](key)))
        let commitment: Data = row["commitment"]
        guard record.leaf.commitment == [UInt8](commitment) else {
            throw StoreError(.unusable, "expected entries of the log that open their leaves")
        }
        return record
    }

    /// The proof that a leaf stands under a checkpoint.
    static func proof(
        of index: UInt64, in checkpoint: Checkpoint, _ db: Database
    ) throws -> InclusionProof {
        try InclusionPlan(index: index, size: checkpoint.size).proof(from: StoredNodes(db: db))
    }
}
