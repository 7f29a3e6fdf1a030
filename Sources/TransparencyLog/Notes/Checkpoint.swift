/// What a log says it holds: size and root, signed by the log (C2SP `tlog-checkpoint`).
///
/// Made only by verifying the log's signature, or by signing. Exactly three lines: extension lines
/// are refused, since nobody could audit them.
public struct Checkpoint: Sendable, Equatable {
    public let origin: NoteName
    /// The number of entries.
    public let size: UInt64
    public let root: MerkleHash
    /// The whole signed note, as received or made; this is what travels and is stored.
    public let note: String

    /// Reads a checkpoint and verifies that the log's key signed it.
    ///
    /// - Throws: `malformed`, `too-large`, `extension-refused`, `origin-mismatch`, and
    ///   what `SignedNote.verify(by:)` throws.
    public init(note: String, by key: NoteVerifierKey) throws(TransparencyLogError) {
        try self.init(SignedNote(note), by: key)
    }

    /// As above, of bytes.
    public init(bytes: [UInt8], by key: NoteVerifierKey) throws(TransparencyLogError) {
        try self.init(SignedNote(bytes: bytes), by: key)
    }

    /// Signs the checkpoint of a tree.
    ///
    /// A log must never sign two that are inconsistent: sign only what is stored, or will be in
    /// the same transaction.
    public init(
        size: UInt64, root: MerkleHash, signedBy signer: NoteSigner
    ) throws(TransparencyLogError) {
        origin = signer.verifierKey.name
        self.size = size
        self.root = root
        note = try signer.sign("\(origin)\n\(size)\n\(root.base64)\n").note
    }

    private init(_ signed: SignedNote, by key: NoteVerifierKey) throws(TransparencyLogError) {
        try signed.verify(by: key)
        let lines = signed.text.utf8.dropLast().split(
            separator: 0x0A, omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        guard lines.count >= 3, let size = DecimalText.read(lines[1]) else {
            throw TransparencyLogError(.malformed, "expected origin, size and root of a log")
        }
        guard lines.count == 3 else {
            throw TransparencyLogError(.extensionRefused, "expected no lines after the root")
        }
        guard lines[0].utf8.elementsEqual(key.name.text.utf8) else {
            throw TransparencyLogError(.originMismatch, "expected the origin to be the key's name")
        }
        origin = key.name
        self.size = size
        root = try MerkleHash(base64: lines[2])
        note = signed.note
        guard size > 0 || root == .emptyRoot else {
            throw TransparencyLogError(.malformed, "expected the root of an empty log")
        }
    }

    /// Verifies that the leaf stands in this log at that index.
    ///
    /// - Throws: `out-of-range`, `proof-length`, `inclusion-invalid`.
    public func verify(
        leaf: MerkleHash, at index: UInt64, proof hashes: [MerkleHash]
    ) throws(TransparencyLogError) {
        try InclusionProof(index: index, size: size, hashes: hashes)
            .verify(leaf: leaf, root: root)
    }

    /// Verifies that this log continues the one of an earlier checkpoint.
    ///
    /// - Throws: `origin-mismatch`, `tree-shrunk`, `tree-forked`, `proof-length`,
    ///   `old-root-mismatch`, `new-root-mismatch`.
    public func verify(
        continues earlier: Checkpoint, proof hashes: [MerkleHash]
    ) throws(TransparencyLogError) {
        guard origin == earlier.origin else {
            throw TransparencyLogError(.originMismatch, "expected checkpoints of one log")
        }
        try ConsistencyProof(oldSize: earlier.size, newSize: size, hashes: hashes)
            .verify(oldRoot: earlier.root, newRoot: root)
    }
}

/// Decimal numbers of notes: digits alone, no needless zero, at most 2^53.
enum DecimalText {
    static func read(_ text: some StringProtocol) -> UInt64? {
        guard !text.isEmpty, text.utf8.count <= 16,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text == "0" || !text.hasPrefix("0"), let value = UInt64(text),
            value <= TreeFrontier.maximumSize
        else { return nil }
        return value
    }
}
