import JOSE
import OpenSSL

/// The key that opens one entry's commitment: 32 bytes, for that entry alone.
///
/// Without it the leaf says nothing, not even to someone who guesses the entry; destroying it is
/// what erasing an entry means.
public struct CommitmentKey: Hashable, Sendable, CustomStringConvertible {
    public let bytes: [UInt8]

    /// Takes a key.
    ///
    /// - Throws: `malformed` for any but 32 bytes.
    public init(bytes: [UInt8]) throws(TransparencyLogError) {
        guard bytes.count == 32 else {
            throw TransparencyLogError(.malformed, "expected a commitment key of 32 bytes")
        }
        self.bytes = bytes
    }

    /// Reads base64url without padding.
    public init(base64URL text: String) throws(TransparencyLogError) {
        guard let bytes = try? Base64URL.decode(text) else {
            throw TransparencyLogError(.malformed, "expected a commitment key in base64url")
        }
        try self.init(bytes: bytes)
    }

    /// A new key from OpenSSL's random generator; throws `operation-failed`.
    public static func random() throws(TransparencyLogError) -> CommitmentKey {
        do throws(OpenSSLError) {
            return try CommitmentKey(made: SecureRandom.bytes(32))
        } catch {
            throw TransparencyLogError(.operationFailed, error.message)
        }
    }

    private init(made bytes: [UInt8]) {
        self.bytes = bytes
    }

    public var base64URL: String { Base64URL.encode(bytes) }

    /// Says that it is one, never which.
    public var description: String { "CommitmentKey(redacted)" }
}
