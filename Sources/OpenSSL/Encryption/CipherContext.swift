internal import COpenSSL

/// Owns one `EVP_CIPHER_CTX` for one message under AES-GCM; used by one call, never shared.
@safe final class CipherContext {
    enum Direction: Int32 {
        case opening = 0
        case sealing = 1
    }

    static let ivLength = 12
    static let tagLength = 16

    private let context: OpaquePointer

    init(_ direction: Direction, key: [UInt8], iv: [UInt8]) throws(OpenSSLError) {
        guard iv.count == Self.ivLength else {
            throw OpenSSLError(.operationFailed, "expected an initialisation vector of 12 bytes")
        }
        guard key.count == 16 || key.count == 32 else {
            throw OpenSSLError(.operationFailed, "expected an AES key of 16 or 32 bytes")
        }
        guard let made = unsafe EVP_CIPHER_CTX_new() else {
            throw .drained(.operationFailed, "expected memory for a cipher context")
        }
        unsafe context = made
        let cipher = unsafe key.count == 16 ? EVP_aes_128_gcm() : EVP_aes_256_gcm()
        guard
            unsafe EVP_CipherInit_ex2(made, cipher, key, iv, direction.rawValue, nil) == 1
        else {
            throw .drained(.operationFailed, "expected OpenSSL to start AES-GCM")
        }
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
    }

    func authenticate(_ data: [UInt8]) throws(OpenSSLError) {
        guard !data.isEmpty else { return }
        var count: Int32 = 0
        guard let length = Int32(exactly: data.count),
            unsafe EVP_CipherUpdate(context, nil, &count, data, length) == 1
        else {
            throw .drained(.operationFailed, "expected at most 2^31 - 1 bytes of additional data")
        }
    }

    /// As many bytes as went in: GCM is a stream, without padding.
    func process(_ input: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        guard !input.isEmpty else { return [] }
        var output = [UInt8](repeating: 0, count: input.count)
        var count: Int32 = 0
        guard let length = Int32(exactly: input.count),
            unsafe EVP_CipherUpdate(context, &output, &count, input, length) == 1,
            count == length
        else {
            throw .drained(.operationFailed, "expected at most 2^31 - 1 bytes to process")
        }
        return output
    }

    /// Sets the tag that `finish` is to find.
    func expect(_ tag: [UInt8]) throws(OpenSSLError) {
        guard unsafe bk_gcm_set_tag(context, tag, Int32(tag.count)) == 1 else {
            throw .drained(.operationFailed, "expected OpenSSL to take a tag of 16 bytes")
        }
    }

    /// True after sealing, and after opening where the tag is right.
    func finish() -> Bool {
        var block = [UInt8](repeating: 0, count: Self.tagLength)
        var count: Int32 = 0
        return unsafe EVP_CipherFinal_ex(context, &block, &count) == 1
    }

    /// The tag that sealing computed.
    func tag() throws(OpenSSLError) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: Self.tagLength)
        guard unsafe bk_gcm_get_tag(context, &tag, Int32(tag.count)) == 1 else {
            throw .drained(.operationFailed, "expected OpenSSL to give a tag of 16 bytes")
        }
        return tag
    }
}
