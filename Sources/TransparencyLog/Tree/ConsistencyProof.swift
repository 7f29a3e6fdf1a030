/// That a tree holds all of an earlier one, unchanged and in its order (RFC 6962, section 2.1.2).
public struct ConsistencyProof: Sendable, Equatable {
    public let oldSize: UInt64
    public let newSize: UInt64
    public let hashes: [MerkleHash]

    /// Takes a proof that came from elsewhere, in its form only.
    ///
    /// Between equal sizes and from a tree without leaves the proof is empty.
    /// - Throws: `tree-shrunk` where the later tree is the smaller one, `proof-length` where a
    ///   proof between these sizes has another number of hashes.
    public init(
        oldSize: UInt64, newSize: UInt64, hashes: [MerkleHash]
    ) throws(TransparencyLogError) {
        guard oldSize <= newSize else {
            throw TransparencyLogError(
                .treeShrunk, "expected a log with at least as many entries as it had before")
        }
        guard hashes.count == Self.length(oldSize, newSize) else {
            throw TransparencyLogError(
                .proofLength, "expected as many hashes as a proof between these sizes has")
        }
        self.init(made: hashes, oldSize: oldSize, newSize: newSize)
    }

    init(made hashes: [MerkleHash], oldSize: UInt64, newSize: UInt64) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Verifies that the tree with the new root continues the tree with the old one.
    ///
    /// - Throws: `tree-forked` where trees of one size have different roots, `old-root-mismatch`
    ///   and `new-root-mismatch` where the proof leads to another root.
    public func verify(oldRoot: MerkleHash, newRoot: MerkleHash) throws(TransparencyLogError) {
        if oldSize == newSize {
            guard oldRoot == newRoot else {
                throw TransparencyLogError(
                    .treeForked, "expected the same root, the log having as many entries as before")
            }
            return
        }
        guard oldSize > 0 else {
            guard oldRoot == .emptyRoot else {
                throw TransparencyLogError(.oldRootMismatch, "expected the root of an empty log")
            }
            return
        }
        let roots = roots(from: oldRoot)
        guard roots.old == oldRoot else {
            throw TransparencyLogError(
                .oldRootMismatch, "expected a proof that leads to the earlier root")
        }
        guard roots.new == newRoot else {
            throw TransparencyLogError(
                .newRootMismatch, "expected a proof that leads to the later root")
        }
    }

    /// Both roots, computed from the hashes; the sizes differ and the old one is above zero.
    private func roots(from oldRoot: MerkleHash) -> (old: MerkleHash, new: MerkleHash) {
        let shift = oldSize.trailingZeroBitCount
        let isComplete = oldSize.nonzeroBitCount == 1
        let path = ProofPath(index: oldSize - 1, size: newSize)
        let seed = isComplete ? oldRoot : hashes.first ?? oldRoot
        let rest = hashes.dropFirst(isComplete ? 0 : 1)
        let mask = (oldSize - 1) >> UInt64(shift)
        var (old, new) = (seed, seed)
        for (level, hash) in rest.prefix(path.inner - shift).enumerated() {
            if mask >> UInt64(level) & 1 == 1 {
                old = .node(hash, old)
                new = .node(hash, new)
            } else {
                new = .node(new, hash)
            }
        }
        for hash in rest.dropFirst(path.inner - shift) {
            old = .node(hash, old)
            new = .node(hash, new)
        }
        return (old, new)
    }

    /// How many hashes a proof between these sizes has.
    private static func length(_ oldSize: UInt64, _ newSize: UInt64) -> Int {
        guard oldSize > 0, oldSize < newSize else { return 0 }
        let path = ProofPath(index: oldSize - 1, size: newSize)
        let seed = oldSize.nonzeroBitCount == 1 ? 0 : 1
        return seed + path.inner - oldSize.trailingZeroBitCount + path.border
    }
}
