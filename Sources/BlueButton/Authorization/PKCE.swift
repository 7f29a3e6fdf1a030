import JOSE
import OpenSSL

/// Proof key for code exchange, method S256 (RFC 7636).
public struct PKCE: Sendable {
    /// The secret that stays with the program: 43 characters of 32 random bytes.
    public let verifier: String

    public init() throws(Refusal) {
        verifier = try refusing { Base64URL.encode(try SecureRandom.bytes(32)) }
    }

    /// What goes into the authorization request.
    public var challenge: String {
        Base64URL.encode(SHA256.hash(utf8: verifier))
    }
}
