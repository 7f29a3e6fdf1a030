/// That a log holds a leaf, to be checked offline (C2SP `tlog-proof`): index, path and checkpoint.
///
/// The form has room for an `extra` line, which nothing signs; here it is refused.
public struct TransparencyProof: Sendable, Equatable {
    /// The most bytes that a proof may have: the checkpoint, and 64 lines.
    public static let maximumBytes = SignedNote.maximumBytes + 4_096
    private static let firstLine = "c2sp.org/tlog-proof@v1"

    public let proof: InclusionProof
    public let checkpoint: Checkpoint

    /// Puts a proof together with the checkpoint that it leads to.
    ///
    /// - Throws: `out-of-range` where the proof is not of the checkpoint's size.
    public init(
        _ proof: InclusionProof, checkpoint: Checkpoint
    ) throws(TransparencyLogError) {
        guard proof.size == checkpoint.size else {
            throw TransparencyLogError(.outOfRange, "expected a proof of the checkpoint's size")
        }
        self.proof = proof
        self.checkpoint = checkpoint
    }

    /// Reads a proof, and verifies that the log's key signed its checkpoint; `verify(leaf:)` does
    /// the rest.
    ///
    /// - Throws: `malformed`, `too-large`, `extra-refused`, what `Checkpoint` throws, and
    ///   `out-of-range` or `proof-length` where index and path do not fit the checkpoint's size.
    public init(_ text: String, by key: NoteVerifierKey) throws(TransparencyLogError) {
        guard text.utf8.count <= Self.maximumBytes else {
            throw TransparencyLogError(.tooLarge, "expected a proof of at most 135,168 bytes")
        }
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count > 2, lines[0] == Self.firstLine else {
            throw TransparencyLogError(.malformed, "expected 'c2sp.org/tlog-proof@v1' and lines")
        }
        guard !lines[1].hasPrefix("extra ") else {
            throw TransparencyLogError(.extraRefused, "expected no extra line")
        }
        guard lines[1].hasPrefix("index "), let index = DecimalText.read(lines[1].dropFirst(6)),
            let empty = lines.firstIndex(of: ""), empty >= 2, empty < lines.count - 1
        else {
            throw TransparencyLogError(
                .malformed, "expected an index, hashes, an empty line and a checkpoint")
        }
        guard empty - 2 <= UInt64.bitWidth else {
            throw TransparencyLogError(.proofLength, "expected at most 64 hashes")
        }
        let note = lines[(empty + 1)...].joined(separator: "\n")
        let checkpoint = try Checkpoint(note: note, by: key)
        var hashes: [MerkleHash] = []
        for line in lines[2..<empty] { hashes.append(try MerkleHash(base64: line)) }
        let proof = try InclusionProof(index: index, size: checkpoint.size, hashes: hashes)
        try self.init(proof, checkpoint: checkpoint)
    }

    /// The proof as text, which ends with the checkpoint's line feed.
    public var text: String {
        let lines = [Self.firstLine, "index \(proof.index)"] + proof.hashes.map(\.base64)
        return lines.joined(separator: "\n") + "\n\n" + checkpoint.note
    }

    /// Verifies that the leaf stands at the index of the log.
    ///
    /// - Throws: `inclusion-invalid`.
    public func verify(leaf: MerkleHash) throws(TransparencyLogError) {
        try proof.verify(leaf: leaf, root: checkpoint.root)
    }
}
