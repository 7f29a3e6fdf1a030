public import StrictJSON
import JOSE
import OpenSSL

/// A document's own number (`jti`): 16 random bytes in base64url.
public struct DocumentID: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Makes a fresh one.
    ///
    /// One that begins with a hyphen is drawn again: it would look like an option where a person
    /// types it after a command.
    public init() throws(Refusal) {
        var drawn: String
        repeat {
            drawn = try refusing { Base64URL.encode(try SecureRandom.bytes(16)) }
        } while drawn.hasPrefix("-")
        text = drawn
    }

    /// Reads one.
    ///
    /// - Throws: `malformed` for anything but canonical base64url of 16 bytes.
    public init(_ text: String) throws(Refusal) {
        guard let bytes = try? Base64URL.decode(text), bytes.count == 16 else {
            throw Refusal(.malformed, "expected an identifier: base64url of 16 bytes")
        }
        self.text = text
    }

    public var description: String { text }
    public var json: JSONValue { .string(text) }
}
