internal import COpenSSL

/// A public key for Ed25519 signatures (RFC 8032). Equal when the bytes are.
public final class Ed25519PublicKey: Sendable, Hashable {
    /// The encoded point, 32 bytes.
    public let rawRepresentation: [UInt8]

    private let handle: KeyHandle

    /// Refuses another length; whether the bytes are a point only shows when they verify nothing.
    public init(rawRepresentation: [UInt8]) throws(OpenSSLError) {
        guard rawRepresentation.count == 32 else {
            throw OpenSSLError(.keyMalformed, "expected an Ed25519 public key of 32 bytes")
        }
        guard
            let key = unsafe EVP_PKEY_new_raw_public_key(
                EVP_PKEY_ED25519, nil, rawRepresentation, 32)
        else {
            throw .drained(.keyMalformed, "expected an Ed25519 public key")
        }
        self.rawRepresentation = rawRepresentation
        unsafe handle = KeyHandle(owning: key)
    }

    /// Whether that is a signature of the message by this key; false for any but 64 bytes.
    public func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        guard signature.count == 64, let context = unsafe EVP_MD_CTX_new() else { return false }
        defer { unsafe EVP_MD_CTX_free(context) }
        let valid = unsafe handle.withPointer { key in
            unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
                && EVP_DigestVerify(
                    context, signature, signature.count, message, message.count) == 1
        }
        if !valid { ErrorQueue.clear() }
        return valid
    }

    public static func == (left: Ed25519PublicKey, right: Ed25519PublicKey) -> Bool {
        left.rawRepresentation == right.rawRepresentation
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(rawRepresentation)
    }
}
