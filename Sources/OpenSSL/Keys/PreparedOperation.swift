internal import COpenSSL

/// Owns one `EVP_PKEY_CTX` that is ready to sign or to verify digests with ECDSA.
///
/// Each use works on a copy: that saves looking up the algorithm every time, a tenth of a
/// verification, and lets threads share one key.
///
/// Unchecked because the compiler sees a pointer. After `init` the context is only ever the source
/// of `EVP_PKEY_CTX_dup`, which takes it as const and raises atomic reference counts.
@safe final class PreparedOperation: @unchecked Sendable {
    enum Purpose {
        case signing, verifying
    }

    private let context: OpaquePointer

    init(_ purpose: Purpose, key: KeyHandle) throws(OpenSSLError) {
        let made = unsafe key.withPointer { unsafe EVP_PKEY_CTX_new_from_pkey(nil, $0, nil) }
        guard let made = unsafe made else {
            throw .drained(.operationFailed, "expected memory for a key context")
        }
        unsafe context = unsafe made
        let ready =
            switch purpose {
            case .signing: unsafe EVP_PKEY_sign_init(made)
            case .verifying: unsafe EVP_PKEY_verify_init(made)
            }
        guard ready > 0 else {
            throw .drained(.operationFailed, "expected a key that can sign or verify")
        }
    }

    deinit {
        unsafe EVP_PKEY_CTX_free(context)
    }

    /// Whether the signature in DER is of that digest.
    func verify(_ signature: [UInt8], digest: [UInt8]) -> Bool {
        let copy = unsafe EVP_PKEY_CTX_dup(context)
        defer { unsafe EVP_PKEY_CTX_free(copy) }
        let valid =
            unsafe EVP_PKEY_verify(copy, signature, signature.count, digest, digest.count) == 1
        if !valid { ErrorQueue.clear() }
        return valid
    }

    /// A signature in DER of that digest, which has 32 bytes.
    func sign(digest: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let copy = unsafe EVP_PKEY_CTX_dup(context)
        defer { unsafe EVP_PKEY_CTX_free(copy) }
        var signature = [UInt8](repeating: 0, count: ECDSASignature.maximumDERLength)
        var count = signature.count
        guard unsafe EVP_PKEY_sign(copy, &signature, &count, digest, digest.count) == 1 else {
            throw .drained(.operationFailed, "expected OpenSSL to sign")
        }
        signature.removeLast(signature.count - count)
        return signature
    }
}
