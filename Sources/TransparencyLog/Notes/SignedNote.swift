import OpenSSL

/// A text with signatures (C2SP `signed-note`), read in its form; `verify` says who signed it.
public struct SignedNote: Sendable, Equatable {
    /// The most bytes that a note may have: enough for 16 signatures of any kind.
    public static let maximumBytes = 131_072
    /// The most signature lines that a note may have.
    public static let maximumSignatures = 32

    /// The whole note as received.
    public let note: String
    /// What is signed: up to and with the line feed before the empty line.
    public let text: String
    public let signatures: [NoteSignature]

    /// Reads a note.
    ///
    /// - Throws: `too-large` beyond the limits, `malformed` for another form: control characters,
    ///   no text, no signature, a line that is no signature.
    public init(_ note: String) throws(TransparencyLogError) {
        guard note.utf8.count <= Self.maximumBytes else {
            throw TransparencyLogError(.tooLarge, "expected a note of at most 131,072 bytes")
        }
        let bytes = [UInt8](note.utf8)
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }), bytes.last == 0x0A,
            let end = Self.endOfText(bytes)
        else {
            throw TransparencyLogError(
                .malformed, "expected a text, an empty line and signatures, each with a line feed")
        }
        // Split on bytes: a letter and a line feed could otherwise be one character.
        let lines = bytes[(end + 1)...].dropLast().split(
            separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= Self.maximumSignatures else {
            throw TransparencyLogError(.tooLarge, "expected at most 32 signatures")
        }
        var signatures: [NoteSignature] = []
        for line in lines {
            signatures.append(try NoteSignature(line: line))
        }
        self.note = note
        self.signatures = signatures
        text = String(decoding: bytes[..<end], as: UTF8.self)
    }

    /// Reads a note from bytes; `malformed` also where they are not UTF-8.
    public init(bytes: [UInt8]) throws(TransparencyLogError) {
        guard bytes.count <= Self.maximumBytes else {
            throw TransparencyLogError(.tooLarge, "expected a note of at most 131,072 bytes")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw TransparencyLogError(.malformed, "expected a note in UTF-8")
        }
        try self.init(text)
    }

    /// Verifies that this key signed the note. Signatures by other keys are ignored, also where
    /// they share its name or its ID.
    ///
    /// - Throws: `note-unsigned` without a signature by the key, `note-signature-invalid` where
    ///   one in its name is not by it.
    public func verify(by key: NoteVerifierKey) throws(TransparencyLogError) {
        let message = [UInt8](text.utf8)
        var isSigned = false
        for signature in signatures where signature.name == key.name && signature.keyID == key.id {
            guard key.key.isValid(signature.bytes, for: message) else {
                throw TransparencyLogError(
                    .noteSignatureInvalid, "expected a signature by the key whose name it bears")
            }
            isSigned = true
        }
        guard isSigned else {
            throw TransparencyLogError(.noteUnsigned, "expected a signature by the log's key")
        }
    }

    /// The end of the text: after the first line feed of the last two in a row.
    private static func endOfText(_ bytes: [UInt8]) -> Int? {
        var position = bytes.count - 1
        while position > 0 {
            if bytes[position] == 0x0A, bytes[position - 1] == 0x0A { return position }
            position -= 1
        }
        return nil
    }
}
