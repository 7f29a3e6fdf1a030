import OpenSSL
public import StrictJSON
public import TransparencyLog

/// That the log holds a record: its place, the proof, the checkpoint to which the proof leads.
///
/// The closed object `log` of a registration: `{index, inclusion_proof, checkpoint, entry, key}`.
public struct LogInclusion: Hashable, Sendable {
    public let index: UInt64
    /// From the leaf's sibling up.
    public let hashes: [MerkleHash]
    /// The checkpoint as a signed note, not verified yet.
    public let checkpoint: String
    public let record: LogRecord

    public init(record: LogRecord, proof: InclusionProof, checkpoint: Checkpoint) {
        index = proof.index
        hashes = proof.hashes
        self.checkpoint = checkpoint.note
        self.record = record
    }

    /// Reads the object.
    ///
    /// - Throws: `malformed` for another form.
    public init(json reader: JSONReader) throws(Refusal) {
        (index, hashes, checkpoint, record) = try refusing {
            try reader.exactly(["index", "inclusion_proof", "checkpoint", "entry", "key"])
            guard let index = UInt64(exactly: try reader.integer("index")),
                index <= TreeFrontier.maximumSize
            else {
                throw Refusal(.malformed, "expected an index of the log from 0 to 2^53")
            }
            let hashes = try Self.hashes(reader, "inclusion_proof")
            let key = try CommitmentKey(base64URL: reader.string("key"))
            let record = try LogRecord(entry: LogEntry(json: reader.object("entry")), key: key)
            return (index, hashes, try reader.string("checkpoint"), record)
        }
    }

    public var json: JSONObject {
        [
            "index": .integer(Int64(clamping: index)),
            "inclusion_proof": .strings(hashes.map(\.base64URL)),
            "checkpoint": .string(checkpoint), "entry": .object(record.entry.json),
            "key": .string(record.key.base64URL),
        ]
    }

    /// Verifies the log's signature and that the record's leaf stands in the log.
    ///
    /// - Throws: what `Checkpoint` and `InclusionProof` refuse.
    public func verify(by key: NoteVerifierKey) throws(Refusal) -> Checkpoint {
        try refusing {
            let checkpoint = try Checkpoint(note: self.checkpoint, by: key)
            try checkpoint.verify(leaf: record.leaf.hash, at: index, proof: hashes)
            return checkpoint
        }
    }

    /// Reads the hashes of a proof in JSON, at most 64.
    public static func hashes(
        _ reader: JSONReader, _ name: String
    ) throws(Refusal) -> [MerkleHash] {
        try refusing {
            let texts = try reader.strings(name)
            guard texts.count <= 64 else {
                throw Refusal(.proofLength, "expected a proof of at most 64 hashes")
            }
            return try texts.map { try MerkleHash(base64URL: $0) }
        }
    }
}

extension DirectoryLog {
    /// The key by which the log's notes are verified.
    ///
    /// - Throws: `malformed` where origin or key cannot be a note's.
    public func verifierKey() throws(Refusal) -> NoteVerifierKey {
        try refusing {
            NoteVerifierKey(
                name: try NoteName(origin), key: try Ed25519PublicKey(rawRepresentation: key))
        }
    }
}
