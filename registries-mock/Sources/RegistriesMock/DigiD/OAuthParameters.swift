import Transport

/// The parameters of an OAuth request: each once, but for `resource` (RFC 6749 section 3.1, RFC
/// 8707 section 2).
struct OAuthParameters {
    private let values: [String: [String]]

    /// Nil for what is no form, and for a parameter that stands there twice.
    init?(_ text: String) {
        var values: [String: [String]] = [:]
        let parts = text.isEmpty ? [] : text.split(separator: "&", omittingEmptySubsequences: false)
        guard parts.count <= 64 else { return nil }
        for part in parts {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, let name = Self.decoded(pair[0]), !name.isEmpty,
                let value = Self.decoded(pair[1])
            else { return nil }
            guard values[name] == nil || name == "resource" else { return nil }
            values[name, default: []].append(value)
        }
        self.values = values
    }

    private static func decoded(_ text: Substring) -> String? {
        PercentEncoding.decode(
            text.split(separator: "+", omittingEmptySubsequences: false)
                .joined(separator: "%20"))
    }

    /// The value of a parameter; nil where it is absent or empty (RFC 6749 section 3.1).
    subscript(name: String) -> String? {
        values[name]?.first.flatMap { $0.isEmpty ? nil : $0 }
    }

    var resources: [String] {
        values["resource"] ?? []
    }
}
