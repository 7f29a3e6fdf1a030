import BlueButton
import Foundation
import GRDB
import Sovereignty
import StrictJSON
import TransparencyLog

/// What one transaction adds to the log: leaves in their order, and at its end their nodes and one
/// signed checkpoint.
///
/// Lives on the writer's queue, for one transaction alone.
final class LogTransaction {
    private let db: Database
    private let signer: CheckpointSigner
    /// The size before this transaction; read with the first leaf.
    private var base: UInt64?
    private var leaves: [MerkleHash] = []

    init(_ db: Database, signer: CheckpointSigner) {
        self.db = db
        self.signer = signer
    }

    /// How many leaves were added so far.
    var count: Int { leaves.count }

    /// Appends a record about a citizen.
    ///
    /// - Returns: the leaf's index.
    /// - Throws: `log-unavailable`.
    @discardableResult
    func append(_ record: LogRecord, subject: String) throws(StoreError) -> UInt64 {
        do {
            let base = try self.base ?? LogTables.checkpoint(db, signer: signer).size
            self.base = base
            let index = base + UInt64(leaves.count)
            let statement = try db.cachedStatement(
                sql: """
                    INSERT INTO log_leaves (idx, commitment, entry, key, subject)
                    VALUES (?, ?, ?, ?, ?)
                    """)
            try statement.execute(
                arguments: [
                    Int64(index), Data(record.leaf.commitment),
                    String(decoding: record.entry.json.canonicalBytes(), as: UTF8.self),
                    Data(record.key.bytes), subject,
                ])
            leaves.append(record.leaf.hash)
            return index
        } catch {
            throw Self.unavailable
        }
    }

    /// Forgets leaves whose rows were rolled back.
    func rewind(to count: Int) {
        leaves.removeSubrange(count...)
    }

    /// Stores the nodes that became complete, and signs the checkpoint over all leaves.
    ///
    /// - Returns: the log's size; nil where nothing was appended.
    /// - Throws: `log-unavailable`; the transaction must then be rolled back.
    func finish() throws(StoreError) -> UInt64? {
        guard let base, !leaves.isEmpty else { return nil }
        do {
            let nodes = StoredNodes(db: db)
            var frontier = try TreeFrontier(size: base, from: nodes)
            try nodes.store(try frontier.append(contentsOf: leaves))
            let checkpoint = try signer.sign(size: frontier.size, root: frontier.root)
            try LogTables.replace(checkpoint, db)
            return checkpoint.size
        } catch {
            throw Self.unavailable
        }
    }

    static let unavailable = StoreError(
        .logUnavailable, "expected an access log that can be written; nothing was done")
}
