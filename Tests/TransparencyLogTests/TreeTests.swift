import OpenSSL
import Testing
import TransparencyLog

struct TreeTests {
    /// Counts what is read.
    final class CountingReader: NodeReader {
        let nodes: NodesInMemory
        var reads = 0

        init(_ nodes: NodesInMemory) { self.nodes = nodes }

        func hash(at position: NodePosition) throws(TransparencyLogError) -> MerkleHash {
            reads += 1
            return try nodes.hash(at: position)
        }
    }

    /// Leaves and roots of Certificate Transparency's own tests, in hexadecimal.
    static let published: [(leaf: String, root: String)] = [
        ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (
            "606162636465666768696a6b6c6d6e6f",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
        ),
    ]

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    static func bytes(_ hex: String) throws -> [UInt8] {
        let digits = Array(hex)
        return try stride(from: 0, to: digits.count, by: 2).map {
            try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
        }
    }

    @Test func `the tree without leaves has the hash of nothing as its root`() {
        #expect(
            Self.hex(TreeFrontier().root.bytes)
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(TreeFrontier().size == 0)
    }

    @Test func `the published leaves give the published roots`() throws {
        var frontier = TreeFrontier()
        for (leaf, root) in Self.published {
            _ = try frontier.append(.leaf(try Self.bytes(leaf)))
            #expect(Self.hex(frontier.root.bytes) == root)
        }
    }

    @Test func `a leaf and a node over the same bytes differ`() throws {
        let left = MerkleHash.leaf([1])
        let right = MerkleHash.leaf([2])
        #expect(MerkleHash.leaf(left.bytes + right.bytes) != .node(left, right))
        #expect(MerkleHash.node(left, right) != .node(right, left))
    }

    @Test func `every size's root is the RFC's, while appending and read back later`() throws {
        let log = try SmallLog(130)
        var frontier = TreeFrontier()
        for size in 0...130 {
            let root = log.root(size)
            #expect(frontier.root == root)
            #expect(try TreeFrontier(size: UInt64(size), from: log.nodes).root == root)
            if size < 130 { _ = try frontier.append(log.leaves[size]) }
        }
        #expect(frontier == log.frontier)
    }

    @Test func `appending yields each complete subtree once, in the moment it completes`() throws {
        var frontier = TreeFrontier()
        var seen: Set<NodePosition> = []
        for index in 0..<200 {
            let leaf = MerkleHash.leaf(SmallLog.content(index))
            let completed = try frontier.append(leaf)
            #expect(completed.count == (index + 1).trailingZeroBitCount + 1)
            #expect(completed.first?.hash == leaf)
            for node in completed {
                #expect(seen.insert(node.position).inserted)
                let count = 1 << node.position.level
                let start = Int(node.position.index) * count
                #expect(start + count == index + 1)
                let leaves = (start..<start + count).map { MerkleHash.leaf(SmallLog.content($0)) }
                #expect(node.hash == Reference.root(leaves[...]))
            }
        }
        // n leaves have n - (ones in n) inner complete subtrees.
        #expect(seen.count == 400 - 200.nonzeroBitCount)
    }

    @Test func `a tree goes on from its stored edge as if it had never stopped`() throws {
        for stop in 0...40 {
            var log = try SmallLog(stop)
            var read = try TreeFrontier(size: UInt64(stop), from: log.nodes)
            let more = (stop..<stop + 9).map { MerkleHash.leaf(SmallLog.content($0)) }
            #expect(try read.append(contentsOf: more) == log.frontier.append(contentsOf: more))
            #expect(read.root == log.frontier.root)
        }
    }

    @Test func `roots and proofs of 100,000 leaves read some 2 log n nodes`() throws {
        let size = 100_000
        let log = try SmallLog(size)
        let most = 2 * 17
        for number in stride(from: 1, to: size, by: 997) {
            let reader = CountingReader(log.nodes)
            let frontier = try TreeFrontier(size: UInt64(number), from: reader)
            #expect(reader.reads == number.nonzeroBitCount)
            reader.reads = 0
            let proof = try InclusionPlan(index: UInt64(number), size: UInt64(size))
                .proof(from: reader)
            #expect(reader.reads <= most)
            try proof.verify(leaf: log.leaves[number], root: log.frontier.root)
            reader.reads = 0
            let consistency = try ConsistencyPlan(oldSize: UInt64(number), newSize: UInt64(size))
                .proof(from: reader)
            #expect(reader.reads <= most)
            try consistency.verify(oldRoot: frontier.root, newRoot: log.frontier.root)
        }
        #expect(log.nodes.count < 2 * size)
    }

    @Test func `a node that is not stored is refused and not made up`() throws {
        let log = try SmallLog(5)
        #expect(code { _ = try TreeFrontier(size: 6, from: log.nodes) } == .outOfRange)
        let plan = try InclusionPlan(index: 2, size: 8)
        #expect(code { _ = try plan.proof(from: log.nodes) } == .outOfRange)
    }

    @Test(arguments: [0, 1, 31, 33, 64])
    func `a hash of other than 32 bytes is refused`(count: Int) {
        #expect(
            code { _ = try MerkleHash(bytes: [UInt8](repeating: 7, count: count)) } == .malformed)
    }

    @Test(arguments: [
        "", "AAAA", "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I", "not base64 at all",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=",
        "CsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=",
        " CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
    ])
    func `a hash that is not canonical base64 is refused`(text: String) {
        #expect(code { _ = try MerkleHash(base64: text) } == .malformed)
    }

    @Test func `a hash is written in both alphabets and read back`() throws {
        let hash = MerkleHash.leaf([3])
        #expect(try MerkleHash(base64: hash.base64) == hash)
        #expect(try MerkleHash(base64URL: hash.base64URL) == hash)
        #expect(code { _ = try MerkleHash(base64URL: hash.base64) } == .malformed)
    }
}
