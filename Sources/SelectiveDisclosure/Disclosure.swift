internal import JOSE
internal import OpenSSL
public import StrictJSON

/// One disclosure: the salted content of a digest in an SD-JWT (RFC 9901, section 4.2).
///
/// What is hashed is the text as received, since the same content can be encoded in many ways.
public struct Disclosure: Sendable, Hashable {
    /// The disclosure in base64url, as made or as received.
    public let encoded: String
    public let salt: String
    /// The name of the claim; nil for an element of an array.
    public let name: String?
    public let value: JSONValue
    /// Base64url of SHA-256 over the ASCII of `encoded`.
    public let digest: String

    /// Makes a disclosure with a fresh salt of 16 bytes; a name of nil makes an array element.
    public init(name: String?, value: JSONValue) throws(SDJWTError) {
        if let name { try ClaimNames.refuseReserved(name) }
        try ClaimNames.refuseReserved(in: value)
        do { salt = Base64URL.encode(try SecureRandom.bytes(16)) } catch {
            throw SDJWTError(error)
        }
        self.name = name
        self.value = value
        let content: [JSONValue] = [.string(salt)] + (name.map { [.string($0)] } ?? []) + [value]
        encoded = Base64URL.encode(JSONValue.array(content).bytes())
        digest = Self.digest(of: encoded)
    }

    /// Reads a disclosure: base64url of a JSON array of three (salt, name, value) or two (salt,
    /// value); a name that is reserved is refused.
    public init(encoded: String) throws(SDJWTError) {
        guard let bytes = try? Base64URL.decode(encoded),
            let content = try? JSONValue.parse(signed: bytes, maximumBytes: bytes.count).arrayValue
        else {
            throw Self.malformed("canonical base64url of a JSON array")
        }
        guard content.count == 2 || content.count == 3, let value = content.last else {
            throw Self.malformed("two or three elements")
        }
        guard let salt = content[0].stringValue else { throw Self.malformed("a string as salt") }
        name = content.count == 3 ? content[1].stringValue : nil
        if content.count == 3 {
            guard let name else { throw Self.malformed("a string as name") }
            try ClaimNames.refuseReserved(name)
        }
        self.encoded = encoded
        self.salt = salt
        self.value = value
        digest = Self.digest(of: encoded)
    }

    private static func digest(of encoded: String) -> String {
        Base64URL.encode(SHA256.hash(utf8: encoded))
    }

    private static func malformed(_ expected: String) -> SDJWTError {
        SDJWTError(.disclosureMalformed, "disclosure: expected \(expected)")
    }
}
