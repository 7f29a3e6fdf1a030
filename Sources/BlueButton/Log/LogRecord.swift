public import StrictJSON
public import TransparencyLog

/// An entry with the key that opens its leaf: what the citizen gets, and `log-entry.json` holds.
///
/// Made only where the leaf commits to this entry with this key. Whether the log holds the leaf,
/// its inclusion proof says.
public struct LogRecord: Hashable, Sendable {
    public let entry: LogEntry
    public let key: CommitmentKey
    public let leaf: LogLeaf

    /// Commits to an entry with a new key.
    public init(committingTo entry: LogEntry) throws(Refusal) {
        (key, leaf) = try refusing {
            let key = try CommitmentKey.random()
            return (key, try LogLeaf(committingTo: entry.json, with: key))
        }
        self.entry = entry
    }

    /// Puts a record together of an entry and its key, as a registration names them: the leaf
    /// follows from both.
    public init(entry: LogEntry, key: CommitmentKey) throws(Refusal) {
        leaf = try refusing { try LogLeaf(committingTo: entry.json, with: key) }
        self.entry = entry
        self.key = key
    }

    /// Reads the closed object `{entry, key, leaf: {v, commitment}}`.
    ///
    /// - Throws: `malformed`, and `commitment-mismatch` where the leaf is another entry's.
    public init(json reader: JSONReader) throws(Refusal) {
        (entry, key, leaf) = try refusing {
            try reader.exactly(["entry", "key", "leaf"])
            let entry = try LogEntry(json: reader.object("entry"))
            let key = try CommitmentKey(base64URL: reader.string("key"))
            let leaf = try LogLeaf(json: reader.object("leaf"))
            try leaf.verify(entry.json, key: key)
            return (entry, key, leaf)
        }
    }

    /// Reads `log-entry.json`, of at most 64 KiB.
    ///
    /// - Throws: as above, and `too-large`.
    public init(_ bytes: [UInt8]) throws(Refusal) {
        try self.init(
            json: try refusing { try readObject(bytes, maximumBytes: DocumentLimits.logEntry) })
    }

    public var json: JSONObject {
        [
            "entry": .object(entry.json), "key": .string(key.base64URL),
            "leaf": .object(leaf.json),
        ]
    }
}
