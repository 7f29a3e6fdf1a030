import Testing
import TransparencyLog

struct ConsistencyTests {
    static let largest = 70

    static func code(
        _ old: Int, _ new: Int, _ hashes: [MerkleHash], _ oldRoot: MerkleHash, _ newRoot: MerkleHash
    ) -> TransparencyLogError.Code? {
        TransparencyLogTests.code {
            try ConsistencyProof(oldSize: UInt64(old), newSize: UInt64(new), hashes: hashes)
                .verify(oldRoot: oldRoot, newRoot: newRoot)
        }
    }

    @Test func `every tree is proven to continue every earlier one with the RFC's proof`() throws {
        let log = try SmallLog(Self.largest)
        for new in 0...Self.largest {
            for old in 0...new {
                let proof = try ConsistencyPlan(oldSize: UInt64(old), newSize: UInt64(new))
                    .proof(from: log.nodes)
                let expected = old == 0 ? [] : Reference.proof(old, log.leaves[..<new])
                #expect(proof.hashes == expected, "\(old) to \(new)")
                try proof.verify(oldRoot: log.root(old), newRoot: log.root(new))
            }
        }
    }

    @Test func `no proof survives a hash altered, dropped, added or moved`() throws {
        let log = try SmallLog(Self.largest)
        let roots = (0...Self.largest).map { log.root($0) }
        var refused = 0
        for new in 1...Self.largest {
            for old in 0...new {
                let proof = try ConsistencyPlan(oldSize: UInt64(old), newSize: UInt64(new))
                    .proof(from: log.nodes)
                for hashes in try proof.hashes.mutations {
                    #expect(
                        Self.code(old, new, hashes, roots[old], roots[new]) != nil,
                        "\(old) to \(new)")
                    refused += 1
                }
            }
        }
        #expect(refused > 50_000)
    }

    @Test func `an entry changed, dropped or put in before the old end shows`() throws {
        let log = try SmallLog(30)
        for old in 1...29 {
            for position in 0..<old {
                var changed = log.leaves
                changed[position] = .emptyRoot
                var dropped = log.leaves
                dropped.remove(at: position)
                var added = log.leaves
                added.insert(.emptyRoot, at: position)
                for leaves in [changed, dropped, added] {
                    let hashes = Reference.proof(old, leaves[...])
                    let root = Reference.root(leaves[...])
                    let found = Self.code(old, leaves.count, hashes, log.root(old), root)
                    // Where the trees are of one size there is no proof, and the roots differ.
                    #expect(
                        found == (old == leaves.count ? .treeForked : .oldRootMismatch)
                            || found == .newRootMismatch, "\(old) at \(position)")
                }
            }
        }
    }

    @Test func `each way to be inconsistent has a code of its own`() throws {
        let log = try SmallLog(7)
        let proof = Reference.proof(3, log.leaves[...])
        let (old, new) = (log.root(3), log.root(7))
        #expect(Self.code(3, 7, proof, old, new) == nil)
        #expect(Self.code(3, 7, proof, log.root(4), new) == .oldRootMismatch)
        #expect(Self.code(3, 7, proof, old, log.root(6)) == .newRootMismatch)
        #expect(Self.code(4, 7, Reference.proof(4, log.leaves[...]), old, new) == .newRootMismatch)
        #expect(Self.code(3, 7, [], old, new) == .proofLength)
        #expect(Self.code(7, 3, proof, new, old) == .treeShrunk)
        #expect(Self.code(7, 7, [], new, old) == .treeForked)
        #expect(Self.code(7, 7, proof, new, new) == .proofLength)
        #expect(Self.code(0, 7, [], .emptyRoot, new) == nil)
        #expect(Self.code(0, 7, [], old, new) == .oldRootMismatch)
        #expect(Self.code(0, 7, proof, .emptyRoot, new) == .proofLength)
        #expect(
            TransparencyLogTests.code { _ = try ConsistencyPlan(oldSize: 4, newSize: 3) }
                == .outOfRange)
    }

    @Test func `the largest numbers are counted without overflow`() throws {
        let many = [MerkleHash](repeating: .emptyRoot, count: 64)
        for (old, new) in [(1, UInt64.max), (UInt64.max - 1, .max), (1 << 63, .max)] {
            let lengths = (0...64).filter {
                (try? ConsistencyProof(
                    oldSize: old, newSize: new, hashes: Array(many.prefix($0)))) != nil
            }
            #expect(lengths.count == 1)
        }
        #expect(
            TransparencyLogTests.code { _ = try ConsistencyPlan(oldSize: 1, newSize: .max) }
                == .outOfRange)
    }
}
