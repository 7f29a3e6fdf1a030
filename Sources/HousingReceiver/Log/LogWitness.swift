import BlueButton
import Logging
import TransparencyLog

/// Watches the service's log through the checkpoints in registrations: each must continue the last
/// one, or be continued by it.
///
/// Where that cannot be proven the service shows this corporation another log than before, and
/// nothing of it is taken. The larger checkpoint is remembered across restarts.
struct LogWitness: Sendable {
    let store: ReceiverStore
    /// Nil where the trust folder has no anchors to reach the service by.
    let source: (any ConsistencySource)?
    let logger: Logger

    /// Takes a checkpoint whose signature was verified.
    ///
    /// - Throws: `tree-forked`, `old-root-mismatch`, `new-root-mismatch`, `proof-length`;
    ///   `LogUnreachable` where the proof cannot be had; a `StoreError`.
    func follow(_ checkpoint: Checkpoint, in directory: Directory) async throws {
        let key = try directory.log.verifierKey()
        guard let note = try await store.logCheckpoint(of: directory.log.origin) else {
            return try await keep(checkpoint, in: directory)
        }
        let last = try Checkpoint(note: note, by: key)
        if last.note == checkpoint.note { return }
        let (earlier, later) =
            last.size <= checkpoint.size ? (last, checkpoint) : (checkpoint, last)
        var hashes: [MerkleHash] = []
        if earlier.size > 0, earlier.size < later.size {
            guard let source else { throw LogUnreachable() }
            hashes = try await source.proof(
                from: earlier.size, to: later.size, in: directory)
        }
        do throws(TransparencyLogError) {
            try later.verify(continues: earlier, proof: hashes)
        } catch {
            logger.critical(
                """
                the service's access log contradicts itself (\(error.code.rawValue)): between the \
                checkpoints of \(earlier.size) and \(later.size) entries there is no proof. Keep \
                both as evidence and tell the scheme authority
                """,
                metadata: ["earlier": "\(earlier.note)", "later": "\(later.note)"])
            throw Refusal(
                Refusal.Code(rawValue: error.code.rawValue),
                "expected an access log that continues the one seen before: entries can have "
                    + "been changed or left out")
        }
        if later.size > last.size { try await keep(later, in: directory) }
    }

    /// Keeps a checkpoint, and compares it with one that was kept at the same moment.
    private func keep(_ checkpoint: Checkpoint, in directory: Directory) async throws {
        try await store.keep(logCheckpoint: checkpoint)
        try await follow(checkpoint, in: directory)
    }
}
