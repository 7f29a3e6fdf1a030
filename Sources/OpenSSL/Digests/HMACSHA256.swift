internal import COpenSSL

/// HMAC with SHA-256 (RFC 2104).
public enum HMACSHA256 {
    /// The authentication code of the message: 32 bytes.
    ///
    /// Compare codes with `constantTimeEqual`, never with `==`. An empty key is refused: it
    /// authenticates nothing, and is always a mistake.
    public static func code(
        for message: [UInt8], key: [UInt8]
    ) throws(OpenSSLError) -> [UInt8] {
        guard !key.isEmpty, key.count <= Int32.max else {
            throw OpenSSLError(.operationFailed, "expected a key of at least one byte")
        }
        var code = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        let result = unsafe HMAC(
            EVP_sha256(), key, Int32(key.count), message, message.count, &code, &count)
        guard unsafe result != nil, count == 32 else {
            throw .drained(.operationFailed, "expected OpenSSL to compute an HMAC")
        }
        return code
    }
}
