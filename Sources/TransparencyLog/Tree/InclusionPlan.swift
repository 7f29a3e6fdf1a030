/// Which stored nodes make the inclusion proof of a leaf: O(log n), known before any is read.
public struct InclusionPlan: Sendable {
    public let index: UInt64
    public let size: UInt64
    private let siblings: [Subtree]

    /// Plans PATH(index, D[size]) of RFC 6962, section 2.1.1.
    ///
    /// - Throws: `out-of-range` where a tree of that size has no such index.
    public init(index: UInt64, size: UInt64) throws(TransparencyLogError) {
        guard index < size, size <= TreeFrontier.maximumSize else {
            throw TransparencyLogError(.outOfRange, "expected an index below the tree's size")
        }
        var siblings: [Subtree] = []
        var (start, end) = (UInt64(0), size)
        while end - start > 1 {
            let middle = start + Subtree.split(end - start)
            if index < middle {
                siblings.append(Subtree(from: middle, to: end))
                end = middle
            } else {
                siblings.append(Subtree(from: start, to: middle))
                start = middle
            }
        }
        self.index = index
        self.size = size
        self.siblings = siblings.reversed()
    }

    /// Reads the nodes and makes the proof.
    public func proof<Reader: NodeReader>(
        from reader: Reader
    ) throws(Reader.Failure) -> InclusionProof {
        var hashes: [MerkleHash] = []
        for sibling in siblings { hashes.append(try sibling.hash(from: reader)) }
        return InclusionProof(made: hashes, index: index, size: size)
    }
}
