/// Reading of the header `Content-Type` (RFC 9110 section 8.3.1).
package enum MediaTypes {
    /// Type and subtype in lower case, without parameters.
    package static func essence(_ value: String) -> String {
        let essence = value.prefix { $0 != ";" }
        return essence.split(separator: " ").joined(separator: " ").lowercased()
    }
}
