/// An `http` or `https` address, parsed once at the border.
///
/// Strict on purpose: ASCII only, no user information, no fragment, a host of letters, digits, dots
/// and hyphens (or an IP address), a port from 1 to 65535. What a browser would mend is refused, so
/// that two readers never see two addresses in one text (RFC 3986 section 7.6).
package struct WebAddress: Sendable, Hashable {
    /// Whether the scheme is `https`.
    package let isSecure: Bool
    /// The host in lower case; an IPv6 address without its brackets.
    package let host: String
    /// The port, the scheme's own when none is written.
    package let port: Int
    /// Path and query as written; `/` when there is none.
    package let target: String

    package init(_ text: String) throws(TransportError) {
        guard text.utf8.count <= 4096, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw Self.invalid("printable ASCII without spaces")
        }
        let secure: Bool
        if text.hasPrefix("https://") {
            secure = true
        } else if text.hasPrefix("http://") {
            secure = false
        } else {
            throw Self.invalid("the scheme https")
        }
        let rest = text.dropFirst(secure ? 8 : 7)
        let refused: Set<Character> = ["#", "\\", "\"", "<", ">", "^", "`", "{", "|", "}"]
        guard !rest.contains(where: { refused.contains($0) }) else {
            throw Self.invalid("no fragment and no characters that must be percent-encoded")
        }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let target = rest.dropFirst(authority.count)
        let (host, port) = try Self.split(authority: authority)
        self.isSecure = secure
        self.host = host
        self.port = port ?? (secure ? 443 : 80)
        self.target = target.hasPrefix("/") ? String(target) : "/" + target
    }

    /// Scheme, host and port; the port only where it is not the scheme's (RFC 6454 section 6.2).
    package var origin: String { (isSecure ? "https://" : "http://") + hostHeader }

    /// What the header `Host` says.
    package var hostHeader: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// The target without its query.
    package var path: String { String(target.prefix { $0 != "?" }) }

    /// Whether the host is this machine itself.
    package var isLoopback: Bool { Self.isLoopback(host: host) }

    /// Whether the host is an IP address instead of a name; such a host has no place in SNI.
    var isLiteral: Bool {
        host.contains(":") || host.utf8.allSatisfy { $0 == 0x2e || (0x30...0x39).contains($0) }
    }

    static func isLoopback(host: String) -> Bool {
        host == "localhost" || host == "::1"
            || (host.hasPrefix("127.") && host.split(separator: ".").count == 4
                && host.utf8.allSatisfy { $0 == 0x2e || (0x30...0x39).contains($0) })
    }

    private static func split(
        authority: Substring
    ) throws(TransportError) -> (host: String, port: Int?) {
        let host: Substring
        let rest: Substring
        if authority.hasPrefix("[") {
            host = authority.dropFirst().prefix { $0 != "]" }
            let hexadecimal = host.utf8.allSatisfy {
                (0x30...0x3a).contains($0) || (0x41...0x46).contains($0)
                    || (0x61...0x66).contains($0) || $0 == 0x2e
            }
            guard hexadecimal, host.contains(":"), host.endIndex < authority.endIndex else {
                throw invalid("an IPv6 address between brackets")
            }
            rest = authority.dropFirst(host.count + 2)
        } else {
            host = authority.prefix { $0 != ":" }
            guard !host.isEmpty, host.utf8.count <= 253, host.utf8.allSatisfy(isHostByte) else {
                throw invalid("a host of letters, digits, dots and hyphens")
            }
            rest = authority.dropFirst(host.count)
        }
        guard !rest.isEmpty else { return (host.lowercased(), nil) }
        let digits = rest.dropFirst()
        guard rest.hasPrefix(":"), (1...5).contains(digits.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(digits), (1...65535).contains(port)
        else {
            throw invalid("a port from 1 to 65535")
        }
        return (host.lowercased(), port)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e: true
        default: false
        }
    }

    private static func invalid(_ expected: String) -> TransportError {
        TransportError(.addressInvalid, "expected an address with \(expected)")
    }
}
