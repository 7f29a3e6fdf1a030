/// Where a complete subtree stands: it has 2^level leaves, and `index` such subtrees before it.
///
/// Level 0 are the leaves. A complete subtree never changes once its last leaf is there, so its
/// hash can be stored for good; every root and every proof is made of such hashes.
public struct NodePosition: Hashable, Sendable {
    public let level: Int
    public let index: UInt64

    public init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }
}

/// A complete subtree with its hash, as it is stored.
public struct CompleteNode: Hashable, Sendable {
    public let position: NodePosition
    public let hash: MerkleHash

    public init(position: NodePosition, hash: MerkleHash) {
        self.position = position
        self.hash = hash
    }
}
