internal import COpenSSL

/// Whether both hold the same bytes, in a time that depends on their lengths alone.
///
/// For authentication codes, tokens and anything else a stranger may guess at byte by byte.
public func constantTimeEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return unsafe CRYPTO_memcmp(a, b, a.count) == 0
}
