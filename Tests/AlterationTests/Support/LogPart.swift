import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import TransparencyLog

/// The release's place in a log of a few entries.
struct LogPart {
    let checkpoint, proof: String
    /// `log-entry.json`.
    let record: JSONValue
    /// The member `log` of the registration.
    let json: JSONValue

    init(entry: JSONValue, key: Ed25519PrivateKey, directory: String) throws {
        let origin = try Parts(directory).payload.at("log|origin").stringValue ?? ""
        let name = try NoteName((try? NoteName(origin).text) ?? "log.blauweknop.example/2026")
        let secret = try CommitmentKey.random()
        let leaf = try LogLeaf(committingTo: entry.objectValue ?? [:], with: secret)
        var (frontier, nodes) = (TreeFrontier(), NodesInMemory())
        for place in 0..<6 {
            let other = MerkleHash.leaf([UInt8(place)])
            nodes.store(try frontier.append(place == 3 ? leaf.hash : other))
        }
        let inclusion = try InclusionPlan(index: 3, size: 6).proof(from: nodes)
        let signed = try Checkpoint(
            size: 6, root: frontier.root, signedBy: NoteSigner(name: name, key: key))
        checkpoint = signed.note
        proof = try TransparencyProof(inclusion, checkpoint: signed).text
        record = [
            "entry": entry, "key": .string(secret.base64URL), "leaf": .object(leaf.json),
        ]
        json = [
            "index": 3, "inclusion_proof": .array(inclusion.hashes.map { .string($0.base64URL) }),
            "checkpoint": .string(signed.note), "entry": entry, "key": .string(secret.base64URL),
        ]
    }
}
