/// A range of leaves that is a subtree of RFC 6962's tree, as the complete subtrees it is made of.
///
/// From left to right and from large to small; a range is one complete subtree, or stands at the
/// right edge of the tree.
struct Subtree: Sendable, Equatable {
    let positions: [NodePosition]

    /// The leaves from `start` to before `end`; `start` is a multiple of a power of two that is
    /// at least the number of leaves.
    init(from start: UInt64, to end: UInt64) {
        var positions: [NodePosition] = []
        var start = start
        while start < end {
            let level = UInt64.bitWidth - 1 - (end - start).leadingZeroBitCount
            positions.append(NodePosition(level: level, index: start >> UInt64(level)))
            start += 1 << UInt64(level)
        }
        self.positions = positions
    }

    /// The subtree's hash, of the stored hashes of its parts.
    func hash<Reader: NodeReader>(
        from reader: Reader
    ) throws(Reader.Failure) -> MerkleHash {
        var hashes: [MerkleHash] = []
        for position in positions { hashes.append(try reader.hash(at: position)) }
        return Self.fold(hashes)
    }

    /// The hash over complete subtrees of falling size: the smallest two are joined first.
    static func fold(_ peaks: [MerkleHash]) -> MerkleHash {
        guard var hash = peaks.last else { return .emptyRoot }
        for peak in peaks.dropLast().reversed() { hash = .node(peak, hash) }
        return hash
    }

    /// The largest power of two below a number of leaves, which is at least 2.
    static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(UInt64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
