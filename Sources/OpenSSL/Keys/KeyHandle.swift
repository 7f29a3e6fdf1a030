internal import COpenSSL

/// Owns one `EVP_PKEY`.
///
/// Unchecked because the compiler sees a pointer. A key is complete before its handle is made and
/// is never changed through it; what OpenSSL itself caches inside it, it guards with a lock.
@safe final class KeyHandle: @unchecked Sendable {
    private let key: OpaquePointer

    /// Takes over the caller's reference.
    init(owning key: OpaquePointer) {
        unsafe self.key = unsafe key
    }

    deinit {
        unsafe EVP_PKEY_free(key)
    }

    /// Lends the pointer, which must not outlive the call.
    func withPointer<Result, Failure>(
        _ body: (OpaquePointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(key)
    }

    /// Agrees with a peer whose point was checked when its key was made: the x coordinate, 32
    /// bytes.
    func agree(with peer: KeyHandle) throws(OpenSSLError) -> [UInt8] {
        guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else {
            throw .drained(.operationFailed, "expected memory for a key agreement")
        }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var secret = [UInt8](repeating: 0, count: 32)
        var count = secret.count
        let done = unsafe peer.withPointer { other in
            unsafe EVP_PKEY_derive_init(context) > 0
                && EVP_PKEY_derive_set_peer_ex(context, other, 0) > 0
                && EVP_PKEY_derive(context, &secret, &count) > 0
        }
        guard done, count == secret.count else {
            throw .drained(.operationFailed, "expected both keys to be on P-256")
        }
        return secret
    }
}
