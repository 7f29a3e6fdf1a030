/// Where the hashes of complete subtrees are kept.
///
/// A log stores each node once, in the moment in which it becomes complete (`TreeFrontier.append`
/// yields them), and never changes one. Reading a root or a proof takes O(log n) of them.
public protocol NodeReader {
    associatedtype Failure: Error

    /// The hash of the complete subtree at that position.
    ///
    /// Asked only for positions within a size up to which the log was written; throws where the
    /// store cannot be read, and where it should have the node and has not.
    func hash(at position: NodePosition) throws(Failure) -> MerkleHash
}

/// Nodes in memory: for small logs, and for tests.
public struct NodesInMemory: NodeReader, Sendable {
    private var hashes: [NodePosition: MerkleHash] = [:]

    public init() {}

    public mutating func store(_ nodes: [CompleteNode]) {
        for node in nodes { hashes[node.position] = node.hash }
    }

    /// The number of nodes stored.
    public var count: Int { hashes.count }

    public func hash(at position: NodePosition) throws(TransparencyLogError) -> MerkleHash {
        guard let hash = hashes[position] else {
            throw TransparencyLogError(.outOfRange, "expected a node that was stored")
        }
        return hash
    }
}
