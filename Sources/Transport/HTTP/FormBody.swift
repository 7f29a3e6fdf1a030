/// Strict `application/x-www-form-urlencoded`, as OAuth and OpenID4VP use it.
package enum FormBody {
    /// The media type of forms.
    package static let contentType = "application/x-www-form-urlencoded"

    /// Reads a form or a query string into its fields, in the order written.
    ///
    /// Refused, each with the code `form-malformed`: a field named twice (RFC 6749 section 3.1), an
    /// empty name, a field without `=`, a broken escape, bytes that are not UTF-8 or stand outside
    /// the alphabet, control characters, more than 64 fields. An empty body has no fields.
    package static func parse(_ bytes: [UInt8]) throws(TransportError) -> [(String, String)] {
        guard !bytes.isEmpty else { return [] }
        var fields: [(String, String)] = []
        var names: Set<String> = []
        for part in bytes.split(separator: 0x26, omittingEmptySubsequences: false) {
            guard fields.count < 64 else { throw malformed("at most 64 fields") }
            guard let equals = part.firstIndex(of: 0x3d) else { throw malformed("name=value") }
            let name = try decode(part[..<equals])
            let value = try decode(part[(equals + 1)...])
            guard !name.isEmpty else { throw malformed("a name before each value") }
            guard names.insert(name).inserted else { throw malformed("each name once") }
            fields.append((name, value))
        }
        return fields
    }

    /// Reads a query string; the same rules.
    package static func parse(_ text: some StringProtocol) throws(TransportError) -> [(
        String, String
    )] {
        try parse(Array(text.utf8))
    }

    /// Writes a form, in the order given.
    package static func encode(_ fields: [(String, String)]) -> [UInt8] {
        let text = fields.map {
            PercentEncoding.encode($0.0, spaceAsPlus: true) + "="
                + PercentEncoding.encode($0.1, spaceAsPlus: true)
        }
        return Array(text.joined(separator: "&").utf8)
    }

    private static func decode(_ part: ArraySlice<UInt8>) throws(TransportError) -> String {
        guard part.allSatisfy({ $0 > 0x20 && $0 < 0x7f }),
            let text = PercentEncoding.decode(part, plusAsSpace: true),
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
        else {
            throw malformed("percent-encoded UTF-8 without control characters")
        }
        return text
    }

    private static func malformed(_ expected: String) -> TransportError {
        TransportError(.formMalformed, "expected a form with \(expected)")
    }
}
