internal import StrictJSON

/// The protected header of a JWS or JWE in base64url.
enum HeaderText {
    /// The header as a JSON object, parsed strictly.
    ///
    /// The caller has bounded the whole already, and with it the header.
    static func parse(_ text: ArraySlice<UInt8>) throws(JOSEError) -> JSONObject {
        let bytes = try Base64URL.decode(text, "header")
        let value: JSONValue
        do { value = try JSONValue.parse(signed: bytes, maximumBytes: bytes.count) } catch {
            throw JOSEError(error, in: "header")
        }
        guard case .object(let header) = value else {
            throw JOSEError(code: .malformed, message: "header: expected a JSON object")
        }
        return header
    }
}

/// Splits a compact serialization at its dots.
///
/// Refuses a text beyond the limit before looking at it, and one with too many parts at the first
/// that is too many.
func compactParts(
    of text: String, count: Int, maximumBytes: Int, _ name: String
) throws(JOSEError) -> [ArraySlice<UInt8>] {
    guard text.utf8.count <= maximumBytes else {
        throw JOSEError(
            code: .tooLarge, message: "\(name): expected at most \(maximumBytes) bytes")
    }
    let bytes = Array(text.utf8)
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    for position in bytes.indices where bytes[position] == UInt8(ascii: ".") {
        parts.append(bytes[start..<position])
        start = position + 1
        if parts.count == count { break }
    }
    guard parts.count == count - 1 else {
        throw JOSEError(
            code: .malformed, message: "\(name): expected \(count) parts with dots between them")
    }
    return parts + [bytes[start...]]
}
