internal import COpenSSL

/// AES-GCM with an initialisation vector of 12 and a tag of 16 bytes (NIST SP 800-38D).
public enum AESGCM {
    /// Encrypts and authenticates.
    ///
    /// - Parameters:
    ///   - plaintext: at most 2^31 − 1 bytes.
    ///   - key: 16 bytes for AES-128, 32 for AES-256.
    ///   - iv: 12 bytes that this key has never had before. Used twice, it gives away both
    ///     plaintexts and the authentication key.
    ///   - authenticating: additional data that the tag covers and the ciphertext leaves out.
    public static func seal(
        _ plaintext: [UInt8], key: [UInt8], iv: [UInt8], authenticating: [UInt8]
    ) throws(OpenSSLError) -> (ciphertext: [UInt8], tag: [UInt8]) {
        let context = try CipherContext(.sealing, key: key, iv: iv)
        try context.authenticate(authenticating)
        let ciphertext = try context.process(plaintext)
        guard context.finish() else {
            throw .drained(.operationFailed, "expected OpenSSL to finish AES-GCM")
        }
        return (ciphertext, try context.tag())
    }

    /// Decrypts; nothing of the plaintext comes out unless the tag is right.
    ///
    /// Throws `decryptionFailed` where it is not, `operationFailed` for a key, initialisation
    /// vector or tag of another length (a shortened tag is refused, however right it is).
    public static func open(
        _ ciphertext: [UInt8], tag: [UInt8], key: [UInt8], iv: [UInt8], authenticating: [UInt8]
    ) throws(OpenSSLError) -> [UInt8] {
        guard tag.count == CipherContext.tagLength else {
            throw OpenSSLError(.operationFailed, "expected a tag of 16 bytes")
        }
        let context = try CipherContext(.opening, key: key, iv: iv)
        try context.authenticate(authenticating)
        let plaintext = try context.process(ciphertext)
        try context.expect(tag)
        guard context.finish() else {
            throw .drained(
                .decryptionFailed, "expected a tag that fits key, vector, data and ciphertext")
        }
        return plaintext
    }
}
