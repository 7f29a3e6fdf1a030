/// Why a proof, a note or an entry of a log was refused, or could not be made.
public struct TransparencyLogError: Error, Sendable, Equatable {
    /// The kinds of refusal; more can follow, so a `switch` needs a default.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        /// Not of the form that the specification prescribes.
        public static let malformed = Code(rawValue: "malformed")
        /// Larger than it may be.
        public static let tooLarge = Code(rawValue: "too-large")
        /// A verifier key that is not well-formed, whose ID is not its own, or that is not Ed25519.
        public static let noteKeyRefused = Code(rawValue: "note-key-refused")
        /// The note has no signature by the expected key.
        public static let noteUnsigned = Code(rawValue: "note-unsigned")
        /// A signature in the expected key's name that this key did not make.
        public static let noteSignatureInvalid = Code(rawValue: "note-signature-invalid")
        /// The checkpoint is of another log than its signature.
        public static let originMismatch = Code(rawValue: "origin-mismatch")
        /// A checkpoint with more than its three lines.
        public static let extensionRefused = Code(rawValue: "extension-refused")
        /// A proof with an `extra` line.
        public static let extraRefused = Code(rawValue: "extra-refused")
        /// The index is not below the tree's size, or a range is none.
        public static let outOfRange = Code(rawValue: "out-of-range")
        /// The proof has more or fewer hashes than a tree of that size gives.
        public static let proofLength = Code(rawValue: "proof-length")
        /// The proof does not lead from the leaf to the root.
        public static let inclusionInvalid = Code(rawValue: "inclusion-invalid")
        /// The later tree has fewer leaves than the earlier one.
        public static let treeShrunk = Code(rawValue: "tree-shrunk")
        /// Two trees of one size have different roots.
        public static let treeForked = Code(rawValue: "tree-forked")
        /// The consistency proof does not lead to the earlier root.
        public static let oldRootMismatch = Code(rawValue: "old-root-mismatch")
        /// The consistency proof does not lead to the later root.
        public static let newRootMismatch = Code(rawValue: "new-root-mismatch")
        /// The leaf does not commit to this entry with this key.
        public static let commitmentMismatch = Code(rawValue: "commitment-mismatch")
        /// OpenSSL could not do what was asked.
        public static let operationFailed = Code(rawValue: "operation-failed")
    }

    public let code: Code
    /// What was expected; it never carries what was read.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension TransparencyLogError: CustomStringConvertible {
    public var description: String { "\(code.rawValue): \(message)" }
}
