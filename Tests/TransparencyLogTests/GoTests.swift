import Foundation
import JOSE
import OpenSSL
import Testing
import TransparencyLog

/// Go's golang.org/x/mod/sumdb, an implementation that knows nothing of ours.
enum GoChecker {
    static let isPresent =
        FileManager.default.isExecutableFile(atPath: "/usr/bin/go")
        && FileManager.default.fileExists(
            atPath: "/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")

    struct Inclusion: Encodable {
        let index, size: Int
        let leaf, root: String
        let hashes: [String]

        enum CodingKeys: String, CodingKey {
            case index = "Index", size = "Size", leaf = "Leaf", root = "Root", hashes = "Hashes"
        }
    }

    struct Consistency: Encodable {
        let old, new: Int
        let oldRoot, newRoot: String
        let hashes: [String]

        enum CodingKeys: String, CodingKey {
            case old = "Old", new = "New", oldRoot = "OldRoot", newRoot = "NewRoot"
            case hashes = "Hashes"
        }
    }

    struct Input: Encodable {
        var Leaves: [String] = []
        var SignerKey = ""
        var NoteText = ""
        var VerifierKey = ""
        var Notes: [String] = []
        var TlogProofs: [String] = []
        var TlogProofLeaf = ""
        var Inclusions: [Inclusion] = []
        var Consistencies: [Consistency] = []
    }

    struct Output: Decodable {
        let Roots: [String]
        let InclusionProofs: [String: [String]]
        let ConsistencyProofs: [String: [String]]
        let SignedNote: String
        let NoteVerdicts: [Bool]?
        let TlogProofVerdicts: [Bool]?
        let InclusionVerdicts: [Bool]?
        let ConsistencyVerdict: [Bool]?
    }

    static func run(_ input: Input) throws -> Output {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("blauweknop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("input.json")
        try JSONEncoder().encode(input).write(to: file)
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/go")
        process.arguments = ["run", root.path + "/scripts/outside/check_log.go"]
        process.environment = [
            "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "HOME": folder.path,
            "GOCACHE": FileManager.default.temporaryDirectory.path + "/blauweknop-go",
            "PATH": "/usr/bin:/bin",
        ]
        let output = Pipe()
        let standardInput: FileHandle = try #require(FileHandle(forReadingAtPath: file.path))
        process.standardInput = standardInput
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try JSONDecoder().decode(Output.self, from: data)
    }
}

@Suite(.enabled(if: GoChecker.isPresent, "skipped: golang-golang-x-mod-dev is absent"))
struct GoTests {
    static let size = 33

    @Test func `Go makes the same roots and proofs of the same leaves`() throws {
        let log = try SmallLog(Self.size)
        var input = GoChecker.Input()
        input.Leaves = (0..<Self.size).map { Base64.encode(SmallLog.content($0)) }
        let output = try GoChecker.run(input)
        for size in 1...Self.size {
            let edge = try TreeFrontier(size: UInt64(size), from: log.nodes)
            #expect(output.Roots[size - 1] == edge.root.base64)
            for index in 0..<size {
                let proof = try InclusionPlan(index: UInt64(index), size: UInt64(size))
                    .proof(from: log.nodes)
                #expect(output.InclusionProofs["\(index)/\(size)"] == proof.hashes.map(\.base64))
            }
            for old in 1...size {
                let proof = try ConsistencyPlan(oldSize: UInt64(old), newSize: UInt64(size))
                    .proof(from: log.nodes)
                #expect(output.ConsistencyProofs["\(old)/\(size)"] == proof.hashes.map(\.base64))
            }
        }
    }

    @Test func `Go gives the same verdict on every altered proof`() throws {
        let log = try SmallLog(Self.size)
        var input = GoChecker.Input()
        var expected: (inclusion: [Bool], consistency: [Bool]) = ([], [])
        for size in [1, 2, 7, 8, 20, Self.size] {
            let root = log.root(size)
            for index in 0..<size {
                let path = Reference.path(index, log.leaves[..<size])
                let leaf = log.leaves[index]
                for hashes in try [path] + path.mutations {
                    input.Inclusions.append(
                        GoChecker.Inclusion(
                            index: index, size: size, leaf: leaf.base64, root: root.base64,
                            hashes: hashes.map(\.base64)))
                    expected.inclusion.append(
                        InclusionTests.accepts(index, size, hashes, leaf: leaf, root: root))
                }
            }
            for old in 1...size {
                let proof = Reference.proof(old, log.leaves[..<size])
                for hashes in try [proof] + proof.mutations {
                    input.Consistencies.append(
                        GoChecker.Consistency(
                            old: old, new: size, oldRoot: log.root(old).base64,
                            newRoot: root.base64, hashes: hashes.map(\.base64)))
                    expected.consistency.append(
                        ConsistencyTests.code(old, size, hashes, log.root(old), root) == nil)
                }
            }
        }
        let output = try GoChecker.run(input)
        #expect(output.InclusionVerdicts == expected.inclusion)
        #expect(output.ConsistencyVerdict == expected.consistency)
        // As many good ones as proofs were made: all altered ones were refused by both.
        #expect(expected.inclusion.count { $0 } == 71)
        #expect(expected.consistency.count { $0 } == 71)
    }

    @Test func `Go opens our checkpoints and proofs, and refuses altered ones`() throws {
        let log = try SmallLog(13)
        let signer = try NoteTests.signer()
        let checkpoint = try CheckpointTests.checkpoint(log, 13)
        let proof = try TransparencyProofTests.proof(log, 5)
        var input = GoChecker.Input()
        input.VerifierKey = signer.verifierKey.text
        input.Notes = [
            checkpoint.note, checkpoint.note + NoteTests.foreign,
            checkpoint.note.replacing("\n13\n", with: "\n14\n"),
            checkpoint.note.replacing("example.com", with: "example.org"),
            try NoteTests.signer(seed: 2).sign(
                "example.com/log\n13\n\(log.root(13).base64)\n"
            ).note,
        ]
        let first = try #require(proof.proof.hashes.first)
        input.TlogProofLeaf = log.leaves[5].base64
        input.TlogProofs = [
            proof.text, proof.text.replacing("index 5", with: "index 4"),
            proof.text.replacing(first.base64, with: try first.altered.base64),
            try TransparencyProofTests.proof(log, 6).text,
        ]
        let output = try GoChecker.run(input)
        #expect(output.NoteVerdicts == [true, true, false, false, false])
        #expect(output.TlogProofVerdicts == [true, false, false, false])
    }

    @Test func `we open what Go signs`() throws {
        let signer = try NoteTests.signer()
        let key = signer.verifierKey
        let parts = key.text.split(separator: "+", maxSplits: 2)
        var input = GoChecker.Input()
        let seed = Base64.encode([1] + [UInt8](repeating: 1, count: 32))
        input.SignerKey = "PRIVATE+KEY+\(parts[0])+\(parts[1])+\(seed)"
        input.NoteText = "example.com/log\n0\n\(MerkleHash.emptyRoot.base64)\n"
        let note = try GoChecker.run(input).SignedNote
        #expect(try Checkpoint(note: note, by: key).size == 0)
        #expect(try signer.sign(input.NoteText).note == note)
    }
}
