import Testing
import TransparencyLog

struct InclusionTests {
    static let largest = 70

    /// Verifies as a reader of a document would: form, then root.
    static func accepts(
        _ index: Int, _ size: Int, _ hashes: [MerkleHash], leaf: MerkleHash, root: MerkleHash
    ) -> Bool {
        let proof = try? InclusionProof(index: UInt64(index), size: UInt64(size), hashes: hashes)
        return (try? proof?.verify(leaf: leaf, root: root)) != nil
    }

    @Test func `every leaf of every tree is proven with the RFC's path`() throws {
        let log = try SmallLog(Self.largest)
        for size in 1...Self.largest {
            let root = log.root(size)
            for index in 0..<size {
                let proof = try InclusionPlan(index: UInt64(index), size: UInt64(size))
                    .proof(from: log.nodes)
                #expect(proof.hashes == Reference.path(index, log.leaves[..<size]))
                try proof.verify(leaf: log.leaves[index], root: root)
                #expect(
                    try InclusionProof(
                        index: UInt64(index), size: UInt64(size), hashes: proof.hashes) == proof)
            }
        }
    }

    @Test func `no proof survives a hash altered, dropped, added or moved`() throws {
        let log = try SmallLog(Self.largest)
        var refused = 0
        for size in 1...Self.largest {
            let root = log.root(size)
            for index in 0..<size {
                let proof = try InclusionPlan(index: UInt64(index), size: UInt64(size))
                    .proof(from: log.nodes)
                for hashes in try proof.hashes.mutations {
                    let isAccepted = Self.accepts(
                        index, size, hashes, leaf: log.leaves[index], root: root)
                    #expect(!isAccepted, "index \(index) of \(size)")
                    refused += 1
                }
            }
        }
        #expect(refused > 50_000)
    }

    @Test func `no proof serves another leaf, another index or another root`() throws {
        let size = 23
        let log = try SmallLog(size)
        let root = log.root(size)
        for index in 0..<size {
            let proof = try InclusionPlan(index: UInt64(index), size: UInt64(size))
                .proof(from: log.nodes)
            for other in 0..<size where other != index {
                #expect(
                    code { try proof.verify(leaf: log.leaves[other], root: root) }
                        == .inclusionInvalid)
                #expect(
                    !Self.accepts(
                        other, size, proof.hashes, leaf: log.leaves[index], root: root))
            }
            for other in 0..<size {
                #expect(
                    code { try proof.verify(leaf: log.leaves[index], root: log.root(other)) }
                        == .inclusionInvalid)
            }
        }
    }

    @Test(
        arguments: [
            (0, 0), (1, 1), (7, 7), (8, 7), (UInt64.max, 5), (UInt64.max, UInt64.max),
        ] as [(UInt64, UInt64)])
    func `an index beyond the tree is refused`(index: UInt64, size: UInt64) {
        #expect(code { _ = try InclusionPlan(index: index, size: size) } == .outOfRange)
        #expect(
            code { _ = try InclusionProof(index: index, size: size, hashes: []) } == .outOfRange)
    }

    @Test func `a proof of another length has a code of its own`() throws {
        #expect(code { _ = try InclusionProof(index: 0, size: 2, hashes: []) } == .proofLength)
        let many = [MerkleHash](repeating: .emptyRoot, count: 65)
        #expect(
            code { _ = try InclusionProof(index: 0, size: .max, hashes: many) } == .proofLength)
        _ = try InclusionProof(index: 0, size: .max, hashes: many.dropLast())
    }

    @Test func `a tree of one leaf has an empty proof`() throws {
        let leaf = MerkleHash.leaf([1])
        let proof = try InclusionProof(index: 0, size: 1, hashes: [])
        try proof.verify(leaf: leaf, root: leaf)
        #expect(code { try proof.verify(leaf: leaf, root: .emptyRoot) } == .inclusionInvalid)
    }
}
