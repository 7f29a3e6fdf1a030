/// That a leaf stands at an index of a tree: the audit path of RFC 6962, section 2.1.1.
public struct InclusionProof: Sendable, Equatable {
    /// The leaf's place, from 0.
    public let index: UInt64
    /// The tree's number of leaves.
    public let size: UInt64
    /// From the leaf's sibling up to the root's child.
    public let hashes: [MerkleHash]

    /// Takes a proof that came from elsewhere, in its form only.
    ///
    /// - Throws: `out-of-range` where the tree has no such index, `proof-length` where the path
    ///   to it has another number of hashes.
    public init(
        index: UInt64, size: UInt64, hashes: [MerkleHash]
    ) throws(TransparencyLogError) {
        guard index < size else {
            throw TransparencyLogError(.outOfRange, "expected an index below the tree's size")
        }
        let path = ProofPath(index: index, size: size)
        guard hashes.count == path.inner + path.border else {
            throw TransparencyLogError(
                .proofLength, "expected as many hashes as the path to that leaf has")
        }
        self.init(made: hashes, index: index, size: size)
    }

    init(made hashes: [MerkleHash], index: UInt64, size: UInt64) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// The root to which the proof leads from that leaf.
    public func root(of leaf: MerkleHash) -> MerkleHash {
        let inner = ProofPath(index: index, size: size).inner
        var hash = leaf
        for (level, sibling) in hashes.prefix(inner).enumerated() {
            hash = index >> UInt64(level) & 1 == 0 ? .node(hash, sibling) : .node(sibling, hash)
        }
        for sibling in hashes.dropFirst(inner) { hash = .node(sibling, hash) }
        return hash
    }

    /// Verifies that the leaf stands in the tree with that root.
    ///
    /// - Throws: `inclusion-invalid` where the proof leads elsewhere. A proof says nothing about
    ///   the tree's size: that comes from the checkpoint which names size and root together.
    public func verify(leaf: MerkleHash, root: MerkleHash) throws(TransparencyLogError) {
        guard self.root(of: leaf) == root else {
            throw TransparencyLogError(
                .inclusionInvalid, "expected a proof that leads from the leaf to the root")
        }
    }
}

/// The form of a path from a leaf: up to where it meets the tree's right edge, and along that.
struct ProofPath {
    /// Hashes below the right edge, on either side.
    let inner: Int
    /// Hashes along the right edge, all on the left.
    let border: Int

    init(index: UInt64, size: UInt64) {
        inner = UInt64.bitWidth - (index ^ (size - 1)).leadingZeroBitCount
        border = (index >> UInt64(inner)).nonzeroBitCount
    }
}
