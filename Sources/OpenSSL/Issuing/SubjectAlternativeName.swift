internal import COpenSSL

/// A name that a certificate carries beside its subject (RFC 5280, section 4.2.1.6).
public enum SubjectAlternativeName: Sendable, Hashable {
    case uri(String)
    case dns(String)
    /// An address of version 4 or 6 in its usual text form.
    case ip(String)

    func der() throws(OpenSSLError) -> [UInt8] {
        switch self {
        case .uri(let text): DER.implicit(6, try Self.ascii(text))
        case .dns(let text): DER.implicit(2, try Self.ascii(text))
        case .ip(let text): DER.implicit(7, try Self.address(text))
        }
    }

    static func ascii(_ text: String) throws(OpenSSLError) -> [UInt8] {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7e) ~= $0 }) else {
            throw OpenSSLError(.certificateMalformed, "expected printable ASCII without blanks")
        }
        return [UInt8](text.utf8)
    }

    private static func address(_ text: String) throws(OpenSSLError) -> [UInt8] {
        let value = unsafe a2i_IPADDRESS(text)
        defer { unsafe ASN1_OCTET_STRING_free(value) }
        guard let bytes = unsafe ASN1.bytes(value) else {
            throw .drained(.certificateMalformed, "expected an address of IPv4 or IPv6")
        }
        return bytes
    }
}
