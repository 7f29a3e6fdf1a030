public import OpenSSL

/// Signs notes under a name with an Ed25519 key.
public struct NoteSigner: Sendable {
    public let verifierKey: NoteVerifierKey
    private let key: Ed25519PrivateKey

    public init(name: NoteName, key: Ed25519PrivateKey) {
        self.key = key
        verifierKey = NoteVerifierKey(name: name, key: key.publicKey)
    }

    /// Signs a text, which ends with a line feed; yields the whole note.
    ///
    /// - Throws: `malformed` for a text that no note can have, `too-large` for one that is too
    ///   long, `operation-failed` where OpenSSL does not sign.
    public func sign(_ text: String) throws(TransparencyLogError) -> SignedNote {
        let signature: [UInt8]
        do throws(OpenSSLError) {
            signature = try key.sign([UInt8](text.utf8))
        } catch {
            throw TransparencyLogError(.operationFailed, error.message)
        }
        let line = NoteSignature(
            name: verifierKey.name, keyID: verifierKey.id, bytes: signature
        ).line
        return try SignedNote("\(text)\n\(line)\n")
    }
}
