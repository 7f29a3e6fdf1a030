import Sovereignty
import Synchronization
import TransparencyLog

/// Signs the log's checkpoints, and recognises its own.
///
/// A checkpoint is read back by every write and every proof. The last one that was signed or found
/// to be by the log's key is known by its text; any other text is verified.
final class CheckpointSigner: Sendable {
    private let signer: NoteSigner
    private let known = Mutex<Checkpoint?>(nil)

    init(_ signer: NoteSigner) {
        self.signer = signer
    }

    /// Signs the checkpoint of a tree.
    func sign(size: UInt64, root: MerkleHash) throws(TransparencyLogError) -> Checkpoint {
        let checkpoint = try Checkpoint(size: size, root: root, signedBy: signer)
        known.withLock { $0 = checkpoint }
        return checkpoint
    }

    /// The checkpoint in a stored note.
    ///
    /// - Throws: `unusable` where it is by another key.
    func read(_ note: String) throws(StoreError) -> Checkpoint {
        if let checkpoint = known.withLock({ $0 }), checkpoint.note.utf8.elementsEqual(note.utf8) {
            return checkpoint
        }
        guard let checkpoint = try? Checkpoint(note: note, by: signer.verifierKey) else {
            throw StoreError(
                .unusable, "expected a log with a checkpoint by the configured log key")
        }
        known.withLock { $0 = checkpoint }
        return checkpoint
    }
}
