package import BlueButton
import OpenSSL
import Synchronization
package import TestPKI
package import TransparencyLog

/// The access log of a world: as the service would keep it, in memory.
package final class WorldLog: Sendable {
    private struct Tree {
        var nodes = NodesInMemory()
        var frontier = TreeFrontier()
    }

    private let signer: NoteSigner
    private let tree = Mutex(Tree())

    package init(signer: NoteSigner) {
        self.signer = signer
    }

    /// The log that a directory names, by the key of its party.
    package convenience init(_ pki: GeneratedPKI, _ directory: Directory) throws {
        guard let key = try pki.party("service").logKey else {
            throw TestPKIError(.keyUnknown, "expected the service to have a log key")
        }
        self.init(signer: NoteSigner(name: try NoteName(directory.log.origin), key: key))
    }

    /// Appends an entry; its place, and the proof of it under a checkpoint with it.
    package func append(_ entry: LogEntry) throws -> LogInclusion {
        let record = try LogRecord(committingTo: entry)
        return try tree.withLock { tree in
            tree.nodes.store(try tree.frontier.append(record.leaf.hash))
            let size = tree.frontier.size
            return LogInclusion(
                record: record,
                proof: try InclusionPlan(index: size - 1, size: size).proof(from: tree.nodes),
                checkpoint: try Checkpoint(
                    size: size, root: tree.frontier.root, signedBy: signer))
        }
    }

    /// The proof that it went on from one size to another.
    package func consistency(from old: UInt64, to new: UInt64) throws -> [MerkleHash] {
        try tree.withLock {
            try ConsistencyPlan(oldSize: old, newSize: new).proof(from: $0.nodes).hashes
        }
    }
}
