internal import COpenSSL

/// Concat KDF with SHA-256: OpenSSL's single-step KDF (NIST SP 800-56C, section 4; RFC 7518,
/// section 4.6.2).
public enum ConcatKDF {
    /// Derives a key from a shared secret.
    ///
    /// - Parameters:
    ///   - secret: the agreed secret, not empty.
    ///   - otherInfo: what the key is bound to, in the form of RFC 7518.
    ///   - length: bytes to derive, 1 to 1,024.
    public static func derive(
        _ secret: [UInt8], otherInfo: [UInt8], length: Int
    ) throws(OpenSSLError) -> [UInt8] {
        guard !secret.isEmpty, (1...1_024).contains(length) else {
            throw OpenSSLError(
                .operationFailed, "expected a secret, and 1 to 1,024 bytes to derive")
        }
        var output = [UInt8](repeating: 0, count: length)
        guard
            unsafe bk_concat_kdf_sha256(
                secret, secret.count, otherInfo, otherInfo.count, &output, length) == 1
        else {
            throw .drained(.operationFailed, "expected OpenSSL to derive a key")
        }
        return output
    }
}
