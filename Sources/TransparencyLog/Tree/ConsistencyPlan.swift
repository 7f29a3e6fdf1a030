/// Which stored nodes make the consistency proof of two sizes: O(log n), known before any is read.
public struct ConsistencyPlan: Sendable {
    public let oldSize: UInt64
    public let newSize: UInt64
    private let parts: [Subtree]

    /// Plans PROOF(oldSize, D[newSize]) of RFC 6962, section 2.1.2; from a tree without leaves and
    /// between equal sizes it is empty.
    ///
    /// - Throws: `out-of-range` where the old size is above the new one.
    public init(oldSize: UInt64, newSize: UInt64) throws(TransparencyLogError) {
        guard oldSize <= newSize, newSize <= TreeFrontier.maximumSize else {
            throw TransparencyLogError(.outOfRange, "expected an old size up to the new one")
        }
        var parts: [Subtree] = []
        if oldSize > 0 {
            var (start, end) = (UInt64(0), newSize)
            while oldSize < end {
                let middle = start + Subtree.split(end - start)
                if oldSize <= middle {
                    parts.append(Subtree(from: middle, to: end))
                    end = middle
                } else {
                    parts.append(Subtree(from: start, to: middle))
                    start = middle
                }
            }
            // What both trees share at the edge; where that is the old tree, its root is known.
            if start > 0 { parts.append(Subtree(from: start, to: end)) }
        }
        self.oldSize = oldSize
        self.newSize = newSize
        self.parts = parts.reversed()
    }

    /// Reads the nodes and makes the proof.
    public func proof<Reader: NodeReader>(
        from reader: Reader
    ) throws(Reader.Failure) -> ConsistencyProof {
        var hashes: [MerkleHash] = []
        for part in parts { hashes.append(try part.hash(from: reader)) }
        return ConsistencyProof(made: hashes, oldSize: oldSize, newSize: newSize)
    }
}
