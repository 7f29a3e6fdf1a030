public import StrictJSON
import JOSE
import OpenSSL

/// The hash by which one document names another: base64url SHA-256, 43 characters.
///
/// Over `protected.payload` for a JWS (ECDSA is malleable, so never over the signature), over all
/// characters for a JWE, an SD-JWT and an SD-JWT+KB.
public struct DocumentHash: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Reads a hash.
    ///
    /// - Throws: `malformed` for anything but canonical base64url of 32 bytes.
    public init(_ text: String) throws(Refusal) {
        guard let bytes = try? Base64URL.decode(text), bytes.count == 32 else {
            throw Refusal(.malformed, "expected a hash: base64url of 32 bytes")
        }
        self.text = text
    }

    /// Takes a hash that was computed here.
    init(computed text: String) {
        self.text = text
    }

    /// The hash over all characters of a text.
    public init(ofCharacters text: String) {
        self.text = Base64URL.encode(SHA256.hash(utf8: text))
    }

    public var description: String { text }
    public var json: JSONValue { .string(text) }
}
