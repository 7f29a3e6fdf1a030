import BlueButton
import OpenSSL
import PartySetup
import ProofOfConcept
import StrictJSON
import Synchronization
import TransparencyLog

/// The access log in the attacker's hands: it signs and proves whatever tree it likes.
final class MaliciousLog: Sendable {
    private struct Tree {
        var records: [LogRecord] = []
        var nodes = NodesInMemory()
        var frontier = TreeFrontier()
    }

    let signer: NoteSigner
    private let actor: OIN
    private let tree = Mutex(Tree())

    init(_ stage: Stage, _ directory: Directory) throws {
        let text = try TextFile.text("\(stage.folder)/pki/service/log.key")
        let seeds = try PEM.decode(text, label: "BLAUWEKNOP LOG SEED")
        signer = NoteSigner(
            name: try NoteName(directory.log.origin),
            key: try Ed25519PrivateKey(seed: seeds.first ?? []))
        actor = directory.service.oin
    }

    /// Another log under the same name: by its key, or by one of the attacker's making.
    init(besides other: MaliciousLog, seed: [UInt8]? = nil) throws {
        signer =
            try seed.map {
                NoteSigner(
                    name: other.signer.verifierKey.name, key: try Ed25519PrivateKey(seed: $0))
            } ?? other.signer
        actor = other.actor
    }

    /// Appends an entry about a document; its place and what proves it.
    @discardableResult
    func append(_ event: LogEvent, of document: DocumentHash) throws -> LogInclusion {
        let record = try LogRecord(
            committingTo: LogEntry(time: .now(), event: event, actor: actor, document: document))
        return try tree.withLock { tree in
            tree.nodes.store(try tree.frontier.append(record.leaf.hash))
            tree.records.append(record)
            return try Self.inclusion(tree.records.count - 1, tree, signer)
        }
    }

    func inclusion(_ index: Int) throws -> LogInclusion {
        try tree.withLock { try Self.inclusion(index, $0, signer) }
    }

    var size: Int { tree.withLock { $0.records.count } }

    func checkpoint(size: Int? = nil) throws -> Checkpoint {
        try tree.withLock { tree in
            let size = UInt64(size ?? tree.records.count)
            let frontier = try TreeFrontier(size: size, from: tree.nodes)
            return try Checkpoint(size: size, root: frontier.root, signedBy: signer)
        }
    }

    func consistency(from old: UInt64, to new: UInt64) throws -> [MerkleHash] {
        try tree.withLock {
            try ConsistencyPlan(oldSize: old, newSize: new).proof(from: $0.nodes).hashes
        }
    }

    /// The answer of `GET /v1/log-entries` with every entry.
    func entries() throws -> JSONObject {
        let all = try (0..<size).reversed().map { index -> JSONValue in
            let inclusion = try inclusion(index)
            var json = inclusion.record.json
            json["id"] = .string("\(index)")
            json["index"] = .integer(Int64(index))
            json["inclusion_proof"] = .array(
                inclusion.hashes.map { .string($0.base64URL) })
            return .object(json)
        }
        return [
            "checkpoint": .string(try checkpoint().note), "entries": .array(all), "next": .null,
        ]
    }

    private static func inclusion(
        _ index: Int, _ tree: Tree, _ signer: NoteSigner
    ) throws -> LogInclusion {
        let checkpoint = try Checkpoint(
            size: tree.frontier.size, root: tree.frontier.root, signedBy: signer)
        return LogInclusion(
            record: tree.records[index],
            proof: try InclusionPlan(index: UInt64(index), size: tree.frontier.size)
                .proof(from: tree.nodes),
            checkpoint: checkpoint)
    }
}
