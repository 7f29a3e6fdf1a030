import OpenSSL
import Testing
import TransparencyLog

struct TransparencyProofTests {
    static func proof(_ log: SmallLog, _ index: Int) throws -> TransparencyProof {
        let size = UInt64(log.leaves.count)
        return try TransparencyProof(
            InclusionPlan(index: UInt64(index), size: size).proof(from: log.nodes),
            checkpoint: CheckpointTests.checkpoint(log, log.leaves.count))
    }

    @Test(arguments: [1, 2, 3, 13, 64])
    func `a proof is read back as written and leads from its leaf alone`(size: Int) throws {
        let log = try SmallLog(size)
        let key = try NoteTests.signer().verifierKey
        for index in 0..<size {
            let made = try Self.proof(log, index)
            let read = try TransparencyProof(made.text, by: key)
            #expect(read == made)
            try read.verify(leaf: log.leaves[index])
            #expect(code { try read.verify(leaf: .leaf([7])) } == .inclusionInvalid)
        }
    }

    @Test func `the text is that of the specification`() throws {
        let log = try SmallLog(3)
        let proof = try Self.proof(log, 2)
        let hash = MerkleHash.node(log.leaves[0], log.leaves[1])
        #expect(
            proof.text
                == "c2sp.org/tlog-proof@v1\nindex 2\n\(hash.base64)\n\n\(proof.checkpoint.note)")
    }

    @Test func `a text that is no proof is refused, each for its reason`() throws {
        let log = try SmallLog(5)
        let text = try Self.proof(log, 2).text
        let hash = try #require(text.split(separator: "\n").dropFirst(2).first)
        let key = try NoteTests.signer().verifierKey
        for (changed, expected) in [
            ("", .malformed), (String(text.dropFirst()), .malformed),
            (text.replacing("@v1", with: "@v2"), .malformed),
            (text.replacing("index 2", with: "index 02"), .malformed),
            (text.replacing("index 2", with: "index  2"), .malformed),
            (text.replacing("index 2", with: "index -2"), .malformed),
            (text.replacing("index 2", with: "Index 2"), .malformed),
            (text.replacing("index 2", with: "index 2\r"), .malformed),
            (text.replacing("index 2\n", with: ""), .malformed),
            (text.replacing("\n\n", with: "\n"), .malformed),
            (text.replacing("index 2", with: "extra AAAA\nindex 2"), .extraRefused),
            (text.replacing("index 2", with: "index 5"), .outOfRange),
            (text.replacing("\(hash)\n", with: ""), .proofLength),
            (text.replacing("\(hash)\n", with: "\(hash)\n\(hash)\n"), .proofLength),
            (
                text.replacing("\(hash)\n", with: String(repeating: "\(hash)\n", count: 70)),
                .proofLength
            ),
            (text.replacing("\(hash)", with: "\(hash.dropLast())"), .malformed),
            (
                text.replacing("example.com/log\n5", with: "example.com/log\n6"),
                .noteSignatureInvalid
            ),
            (text + "\n", .malformed), (String(text.dropLast()), .malformed),
            (String(repeating: "a", count: TransparencyProof.maximumBytes + 1), .tooLarge),
        ] as [(String, TransparencyLogError.Code)] {
            #expect(
                code { _ = try TransparencyProof(changed, by: key) } == expected,
                "\(changed.prefix(60))")
        }
        let other = try NoteTests.signer(seed: 2).verifierKey
        #expect(code { _ = try TransparencyProof(text, by: other) } == .noteUnsigned)
    }

    @Test func `a proof and a checkpoint of another size do not go together`() throws {
        let log = try SmallLog(5)
        let proof = try InclusionPlan(index: 2, size: 4).proof(from: log.nodes)
        #expect(
            code {
                _ = try TransparencyProof(proof, checkpoint: try CheckpointTests.checkpoint(log, 5))
            } == .outOfRange)
    }
}
