/// Base64url without padding (RFC 7515, section 2), canonical.
///
/// One text for each sequence of bytes: refused are padding, white space, foreign characters,
/// lengths that no bytes give, and unused bits that are not zero. Without that a changed text
/// could be a document that still verifies.
public enum Base64URL {
    private static let coding = Base64Coding(
        lastTwo: (UInt8(ascii: "-"), UInt8(ascii: "_")), padded: false)

    public static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encodedBytes(bytes), as: UTF8.self)
    }

    /// The same as characters in ASCII.
    static func encodedBytes(_ bytes: [UInt8]) -> [UInt8] {
        coding.encode(bytes)
    }

    /// The bytes of a canonical text; throws `malformed` otherwise.
    public static func decode(_ text: some StringProtocol) throws(JOSEError) -> [UInt8] {
        try decode(Array(text.utf8)[...], "text")
    }

    /// The bytes of a canonical text; `part` says in the error what it was.
    static func decode(_ text: ArraySlice<UInt8>, _ part: String) throws(JOSEError) -> [UInt8] {
        guard let bytes = coding.decode(text) else {
            throw JOSEError(
                code: .malformed, message: "\(part): expected canonical base64url without padding")
        }
        return bytes
    }
}

/// Standard base64 with its padding (RFC 4648, section 4), canonical: as in `x5c`.
public enum Base64 {
    private static let coding = Base64Coding(
        lastTwo: (UInt8(ascii: "+"), UInt8(ascii: "/")), padded: true)

    public static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: coding.encode(bytes), as: UTF8.self)
    }

    /// The bytes of a canonical text; throws `malformed` otherwise.
    public static func decode(_ text: some StringProtocol) throws(JOSEError) -> [UInt8] {
        guard let bytes = coding.decode(Array(text.utf8)[...]) else {
            throw JOSEError(
                code: .malformed, message: "text: expected canonical base64 with padding")
        }
        return bytes
    }
}
