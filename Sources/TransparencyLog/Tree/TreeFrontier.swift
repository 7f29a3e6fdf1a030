/// The right edge of a tree: all that is needed to append to it and to know its root.
///
/// Holds the hashes of the complete subtrees that a tree of this size is made of, at most one per
/// bit of the size. Appending costs one hash for the leaf and on average one for inner nodes.
public struct TreeFrontier: Sendable, Equatable {
    /// The largest number of leaves: it must be an integer that JSON carries exactly.
    public static let maximumSize: UInt64 = 1 << 53

    /// The number of leaves.
    public private(set) var size: UInt64
    private var peaks: [MerkleHash]

    /// The tree without leaves.
    public init() {
        size = 0
        peaks = []
    }

    /// Reads the edge of the tree of that size, whatever the log has grown to since.
    public init<Reader: NodeReader>(
        size: UInt64, from reader: Reader
    ) throws(Reader.Failure) {
        self.size = size
        peaks = []
        for position in Subtree(from: 0, to: size).positions {
            peaks.append(try reader.hash(at: position))
        }
    }

    /// The tree's root (RFC 6962, section 2.1).
    public var root: MerkleHash { Subtree.fold(peaks) }

    /// Appends a leaf; yields exactly the nodes that become complete with it, from the leaf up.
    ///
    /// - Throws: `out-of-range` once the tree has its largest size.
    public mutating func append(
        _ leaf: MerkleHash
    ) throws(TransparencyLogError) -> [CompleteNode] {
        guard size < Self.maximumSize else {
            throw TransparencyLogError(.outOfRange, "expected a tree of at most 2^53 leaves")
        }
        var node = CompleteNode(position: NodePosition(level: 0, index: size), hash: leaf)
        var completed = [node]
        // A one at the end of the index is a left neighbour of the same height.
        while node.position.index & 1 == 1 {
            let parent = NodePosition(
                level: node.position.level + 1, index: node.position.index >> 1)
            node = CompleteNode(position: parent, hash: .node(peaks.removeLast(), node.hash))
            completed.append(node)
        }
        peaks.append(node.hash)
        size += 1
        return completed
    }

    /// Appends leaves in their order; yields all nodes that become complete.
    public mutating func append(
        contentsOf leaves: [MerkleHash]
    ) throws(TransparencyLogError) -> [CompleteNode] {
        var completed: [CompleteNode] = []
        for leaf in leaves { completed += try append(leaf) }
        return completed
    }
}
