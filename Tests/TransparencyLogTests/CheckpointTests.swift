import JOSE
import OpenSSL
import Testing
import TransparencyLog

struct CheckpointTests {
    static func checkpoint(_ log: SmallLog, _ size: Int) throws -> Checkpoint {
        try Checkpoint(size: UInt64(size), root: log.root(size), signedBy: try NoteTests.signer())
    }

    @Test func `a checkpoint has three lines and is read back as written`() throws {
        let log = try SmallLog(5)
        let made = try Self.checkpoint(log, 5)
        #expect(
            made.note.hasPrefix("example.com/log\n5\n\(log.root(5).base64)\n\n— example.com/log "))
        let key = try NoteTests.signer().verifierKey
        #expect(try Checkpoint(note: made.note, by: key) == made)
        #expect(try Checkpoint(bytes: [UInt8](made.note.utf8), by: key) == made)
    }

    @Test func `a checkpoint of another key or origin is refused`() throws {
        let note = try Self.checkpoint(try SmallLog(5), 5).note
        let other = try NoteTests.signer(seed: 2).verifierKey
        #expect(code { _ = try Checkpoint(note: note, by: other) } == .noteUnsigned)
        let renamed = try NoteTests.signer("example.com/other").verifierKey
        #expect(code { _ = try Checkpoint(note: note, by: renamed) } == .noteUnsigned)
        let moved = try NoteTests.signer("example.com/other")
            .sign(String(note.split(separator: "\n\n")[0]) + "\n").note
        #expect(code { _ = try Checkpoint(note: moved, by: renamed) } == .originMismatch)
    }

    static let root = MerkleHash.leaf([1]).base64

    @Test(
        arguments: [
            ("example.com/log\n", .malformed), ("example.com/log\n5\n", .malformed),
            ("example.com/log\n05\n\(root)\n", .malformed),
            ("example.com/log\n-5\n\(root)\n", .malformed),
            ("example.com/log\n+5\n\(root)\n", .malformed),
            ("example.com/log\n 5\n\(root)\n", .malformed),
            ("example.com/log\n\n\(root)\n", .malformed),
            ("example.com/log\n5x\n\(root)\n", .malformed),
            ("example.com/log\n٥\n\(root)\n", .malformed),
            ("example.com/log\n9007199254740993\n\(root)\n", .malformed),
            ("example.com/log\n18446744073709551616\n\(root)\n", .malformed),
            ("example.com/log\n5\n\(root.dropLast())\n", .malformed),
            ("example.com/log\n5\nAAAA\n", .malformed),
            ("example.com/log\n0\n\(root)\n", .malformed),
            ("example.com/log\n5\n\(root)\nextension\n", .extensionRefused),
            ("example.com/log\n5\n\(root)\n\n", .extensionRefused),
            ("example.com/other\n5\n\(root)\n", .originMismatch),
            ("\n5\n\(root)\n", .originMismatch),
        ] as [(String, TransparencyLogError.Code)])
    func `a signed text that is no checkpoint is refused`(
        text: String, expected: TransparencyLogError.Code
    ) throws {
        let signer = try NoteTests.signer()
        let note = try signer.sign(text).note
        #expect(code { _ = try Checkpoint(note: note, by: signer.verifierKey) } == expected)
    }

    @Test func `an empty log has a checkpoint too`() throws {
        let signer = try NoteTests.signer()
        let made = try Checkpoint(size: 0, root: .emptyRoot, signedBy: signer)
        #expect(try Checkpoint(note: made.note, by: signer.verifierKey).size == 0)
    }

    @Test func `a checkpoint proves its leaves and its continuation`() throws {
        let log = try SmallLog(12)
        let (old, new) = (try Self.checkpoint(log, 5), try Self.checkpoint(log, 12))
        let path = Reference.path(3, log.leaves[..<5])
        try old.verify(leaf: log.leaves[3], at: 3, proof: path)
        #expect(
            code { try old.verify(leaf: log.leaves[4], at: 3, proof: path) } == .inclusionInvalid)
        #expect(code { try old.verify(leaf: log.leaves[3], at: 5, proof: path) } == .outOfRange)
        #expect(code { try new.verify(leaf: log.leaves[3], at: 3, proof: path) } == .proofLength)
        let proof = Reference.proof(5, log.leaves[...])
        try new.verify(continues: old, proof: proof)
        try old.verify(continues: old, proof: [])
        #expect(code { try old.verify(continues: new, proof: proof) } == .treeShrunk)
        let fork = try Checkpoint(
            size: 12, root: .leaf([1]), signedBy: try NoteTests.signer())
        #expect(code { try fork.verify(continues: new, proof: []) } == .treeForked)
        #expect(code { try fork.verify(continues: old, proof: proof) } == .newRootMismatch)
        let foreign = try Checkpoint(
            size: 5, root: log.root(5), signedBy: try NoteTests.signer("example.com/other"))
        #expect(code { try new.verify(continues: foreign, proof: proof) } == .originMismatch)
    }
}
