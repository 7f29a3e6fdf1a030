import GRDB
import Sovereignty
import TransparencyLog

/// Commits writes that log together: those that wait at the same time share one transaction, one
/// sync of the disk and one checkpoint.
///
/// Each write has a savepoint of its own, so that one which fails takes no other with it. Callers
/// are told once the transaction is on the disk, or that it is not.
final class GroupCommit: Sendable {
    private let database: SQLiteDatabase
    private let waiting: WaitingWrites

    init(database: SQLiteDatabase, signer: CheckpointSigner) {
        self.database = database
        waiting = WaitingWrites(signer: signer)
    }

    /// How many transactions were committed.
    var groups: Int { waiting.groups }

    /// Runs a write in a transaction with others; when this returns it is on the disk, when it
    /// throws it is not.
    ///
    /// - Parameter body: must not hold the database: the writer's queue, on which it ends, would
    ///   then be the one to close it, and wait for itself.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database, LogTransaction) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            let job = WaitingWrites.Job { db, log in
                let outcome = Self.result(of: body, db, log)
                return { failure in
                    switch (outcome, failure) {
                    case (.success, let failure?):
                        continuation.resume(returning: .failure(failure))
                    default: continuation.resume(returning: outcome)
                    }
                }
            } fail: {
                continuation.resume(returning: .failure($0))
            }
            // Asks for the writer; what comes until it is free is taken along.
            if waiting.add(job) {
                database.enqueue { [waiting] db, committed in waiting.commitAll(db, committed) }
            }
        }
        return try result.get()
    }

    /// Runs a write in a savepoint; one that throws leaves nothing behind.
    private static func result<Value>(
        of body: (Database, LogTransaction) throws -> Value, _ db: Database, _ log: LogTransaction
    ) -> Result<Value, StoreError> {
        let count = log.count
        var value: Value?
        do {
            try db.inSavepoint {
                value = try body(db, log)
                return .commit
            }
        } catch {
            log.rewind(to: count)
            return .failure(StoreFault.error(error))
        }
        guard let value else {
            return .failure(StoreError(.unavailable, "expected the database to do as asked"))
        }
        return .success(value)
    }
}
