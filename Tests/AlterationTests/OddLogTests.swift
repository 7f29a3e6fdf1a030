import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TransparencyLog

/// Log entries, proofs and checkpoints with odd values, under the right keys of everyone.
@Suite(.serialized) struct OddLogTests {
    private let real: RealFolder

    init() async throws {
        real = try await RealFolder.shared
    }

    private static let nobody = JSONValue.string(String(repeating: "A", count: 43))

    static let entries = Judged([
        // What was committed to is of something else than the release.
        Alteration(.entry, "event", "query", "log-entry-mismatch"),
        Alteration(.entry, "event", "withdrawal", "log-entry-mismatch"),
        Alteration(.entry, "event", "Consent", "malformed"),
        Alteration(.entry, "actor", "00000099000000000101", "log-entry-mismatch"),
        Alteration(.entry, "actor", "1", "malformed"),
        Alteration(.entry, "document", nobody, "log-entry-mismatch"),
        Alteration(.entry, "time", 9_000_000_000, "log-entry-mismatch"),
        Alteration(.entry, "time", 0, "malformed"), Alteration(.entry, "time", nil, "malformed"),
        Alteration(.entry, "sub", "x", "malformed"),
        // What the registration says of the log is not what the log holds.
        Alteration(.registration, "log", nil, "malformed"),
        Alteration(.registration, "log|leaf", [:], "malformed"),
        Alteration(.registration, "log|index", -1, "malformed"),
        Alteration(.registration, "log|index", "3", "malformed"),
        Alteration(.registration, "log|index", 2, "inclusion-invalid"),
        Alteration(.registration, "log|index", 6, "out-of-range"),
        Alteration(.registration, "log|key", nobody, "inclusion-invalid"),
        Alteration(.registration, "log|key", "AAAA", "malformed"),
        Alteration(.registration, "log|inclusion_proof|0", nobody, "inclusion-invalid"),
        Alteration(.registration, "log|inclusion_proof|0", "AAAA", "malformed"),
        Alteration(.registration, "log|inclusion_proof|0", nil, "proof-length"),
        Alteration(.registration, "log|inclusion_proof|+", nobody, "proof-length"),
        Alteration(.registration, .reversed("log|inclusion_proof"), "inclusion-invalid"),
        Alteration(.registration, "log|checkpoint", "x", "malformed"),
        Alteration(.registration, "log|entry|event", "delivery", "log-entry-mismatch"),
        Alteration(.registration, "log|entry|time", 1, "inclusion-invalid"),
        Alteration(.receipt, "checkpoint", "x", "tree-forked"),
        Alteration(.receipt, "checkpoint", nil, "malformed"),
        // What the citizen keeps of it.
        Alteration(.record, "key", nobody, "commitment-mismatch"),
        Alteration(.record, "key", nil, "malformed"),
        Alteration(.record, "entry|time", 1, "commitment-mismatch"),
        Alteration(.record, "entry|document", nobody, "commitment-mismatch"),
        Alteration(.record, "leaf|commitment", nobody, "commitment-mismatch"),
        Alteration(.record, "leaf|v", 2, "malformed", "commitment-mismatch"),
        Alteration(.record, "sub", "x", "malformed"),
        Alteration(.record, .suffix(" "), "not-recognised", "malformed"),
    ])

    @Test(arguments: entries.alterations)
    func `an odd entry or proof is refused`(alteration: Alteration) async throws {
        let found = try await Self.entries.isRefused(alteration)
        #expect(found.as, "\(found.verdict)")
    }

    /// A checkpoint beside the registration, signed by the log's own key.
    @Test(
        arguments: [
            (5, "tree-shrunk"), (6, "tree-forked"), (7, "proof-length"),
            (9_007_199_254_740_993, "malformed"),
        ] as [(UInt64, String)])
    func `a checkpoint that does not go on from the registration's is refused`(
        size: UInt64, code: String
    ) throws {
        let documents = try Rebuilder(real).documents()
        let name = try NoteName(
            Parts(real.text("directory.jwt")).payload.at("log|origin").stringValue ?? "")
        let signer = NoteSigner(name: name, key: real.logKey)
        let forged = try Checkpoint(size: size, root: MerkleHash.leaf([1]), signedBy: signer).note
        let folder = try WorkingFolder(documents, trust: real.trust)
        try folder.write(Array(forged.utf8), "checkpoint")
        let verdict = folder.verdict()
        #expect(verdict.failures.contains("checkpoint \(code)"), "\(verdict)")
    }

    @Test(arguments: [
        ("blauweknop.example/elsewhere", "note-unsigned"), ("", "note-signature-invalid"),
    ])
    func `a checkpoint of another log or key is refused`(origin: String, code: String) throws {
        let directory = try Parts(real.text("directory.jwt")).payload
        let own = directory.at("log|origin").stringValue ?? ""
        // Another log under the same key; or the log's name under a key that only pretends.
        let name = try NoteName(origin.isEmpty ? own : origin)
        let root = MerkleHash.leaf([1])
        var note = try Checkpoint(
            size: 6, root: root, signedBy: NoteSigner(name: name, key: real.logKey)
        ).note
        if origin.isEmpty {
            note = note.replacing(root.base64, with: MerkleHash.leaf([2]).base64)
        }
        let verdict = try real.verdict("checkpoint", note)
        #expect(verdict.failures.contains("checkpoint \(code)"), "\(verdict)")
    }

    @Test(
        arguments: [
            ("index 3\n", "index 2\n", "inclusion-invalid"),
            ("index 3\n", "index 03\n", "malformed"), ("index 3\n", "index 7\n", "out-of-range"),
            ("c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v2\n", "malformed"),
            ("index 3\n", "extra AAAA\nindex 3\n", "extra-refused"),
            ("\n\n", "\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n", "proof-length"),
            ("\n\n", "\n\n\n", "note-signature-invalid"),
        ])
    func `an odd proof file is refused`(old: String, new: String, code: String) throws {
        var documents = try Rebuilder(real).documents()
        let proof = try #require(documents["consent.tlog-proof"])
        documents["consent.tlog-proof"] = proof.replacing(old, with: new, maxReplacements: 1)
        #expect(documents["consent.tlog-proof"] != proof)
        let verdict = try WorkingFolder(documents, trust: real.trust).verdict()
        #expect(verdict.failures.contains("consent.tlog-proof \(code)"), "\(verdict)")
    }
}
