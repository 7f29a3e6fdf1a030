internal import COpenSSL

/// A private key for Ed25519 signatures (RFC 8032), without pre-hashing and without context.
public final class Ed25519PrivateKey: Sendable {
    /// The seed, 32 bytes: the private key of RFC 8032, section 5.1.5.
    public let rawRepresentation: [UInt8]
    public let publicKey: Ed25519PublicKey

    private let handle: KeyHandle

    /// A new key from OpenSSL's random generator.
    public convenience init() throws(OpenSSLError) {
        try self.init(seed: try SecureRandom.bytes(32))
    }

    /// From the seed; refuses any length but 32 bytes.
    public init(seed: [UInt8]) throws(OpenSSLError) {
        guard seed.count == 32 else {
            throw OpenSSLError(.keyMalformed, "expected an Ed25519 seed of 32 bytes")
        }
        var point = [UInt8](repeating: 0, count: 32)
        var count = point.count
        guard let key = unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, 32) else {
            throw .drained(.keyMalformed, "expected an Ed25519 seed")
        }
        unsafe handle = KeyHandle(owning: key)
        guard unsafe EVP_PKEY_get_raw_public_key(key, &point, &count) == 1 else {
            throw .drained(.operationFailed, "expected OpenSSL to compute a public key")
        }
        rawRepresentation = seed
        publicKey = try Ed25519PublicKey(rawRepresentation: point)
    }

    /// From one PKCS#8 key in PEM (RFC 8410), as `openssl genpkey -algorithm ed25519` writes it.
    ///
    /// Throws `pemMalformed` for text that is no PEM, `keyMalformed` for any other kind of key,
    /// `passphraseWrong` for an encrypted one.
    public convenience init(pem: String) throws(OpenSSLError) {
        let handle = try PrivateKeyPEM.decode(pem, passphrase: nil)
        var seed = [UInt8](repeating: 0, count: 32)
        var count = seed.count
        let isRead = unsafe handle.withPointer { key in
            unsafe EVP_PKEY_get_id(key) == EVP_PKEY_ED25519
                && EVP_PKEY_get_raw_private_key(key, &seed, &count) == 1
        }
        guard isRead, count == seed.count else {
            throw .drained(.keyMalformed, "expected an Ed25519 key in PKCS#8")
        }
        try self.init(seed: seed)
    }

    /// The signature of the message, 64 bytes, the same each time.
    public func sign(_ message: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        guard let context = unsafe EVP_MD_CTX_new() else {
            throw .drained(.operationFailed, "expected memory for a signature")
        }
        defer { unsafe EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: 64)
        var count = signature.count
        let done = unsafe handle.withPointer { key in
            unsafe EVP_DigestSignInit(context, nil, nil, nil, key) == 1
                && EVP_DigestSign(context, &signature, &count, message, message.count) == 1
        }
        guard done, count == signature.count else {
            throw .drained(.operationFailed, "expected OpenSSL to sign")
        }
        return signature
    }
}
