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
        // Bytes, as all of it is ASCII: every call of a client comes through here.
        let rest = text.utf8.dropFirst(secure ? 8 : 7)
        guard !rest.contains(where: Self.isRefused) else {
            throw Self.invalid("no fragment and no characters that must be percent-encoded")
        }
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        let target = Substring(rest[authority.endIndex...])
        let (host, port) = try Self.split(authority: Substring(authority))
        self.isSecure = secure
        self.host = host
        self.port = port ?? (secure ? 443 : 80)
        self.target = target.hasPrefix("/") ? String(target) : "/" + target
    }

    /// Scheme, host and port; the port only where it is not the scheme's (RFC 6454 section 6.2).
    package var origin: String { (isSecure ? "https://" : "http://") + hostHeader }

    /// What the header `Host` says.
    package var hostHeader: String {
        let name = host.utf8.contains(0x3a) ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// The target without its query.
    package var path: String { String(target.prefix { $0 != "?" }) }

    /// Whether the host is this machine itself.
    package var isLoopback: Bool { Self.isLoopback(host: host) }

    /// Whether the host is an IP address instead of a name; such a host has no place in SNI.
    var isLiteral: Bool {
        host.utf8.contains(0x3a)
            || host.utf8.allSatisfy { $0 == 0x2e || (0x30...0x39).contains($0) }
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
            host = Substring(authority.utf8.dropFirst().prefix { $0 != UInt8(ascii: "]") })
            let hexadecimal = host.utf8.allSatisfy {
                (0x30...0x3a).contains($0) || (0x41...0x46).contains($0)
                    || (0x61...0x66).contains($0) || $0 == 0x2e
            }
            guard hexadecimal, host.utf8.contains(UInt8(ascii: ":")),
                host.endIndex < authority.endIndex
            else {
                throw invalid("an IPv6 address between brackets")
            }
            rest = Substring(authority.utf8.dropFirst(host.utf8.count + 2))
        } else {
            host = Substring(authority.utf8.prefix { $0 != UInt8(ascii: ":") })
            guard !host.isEmpty, host.utf8.count <= 253, host.utf8.allSatisfy(isHostByte) else {
                throw invalid("a host of letters, digits, dots and hyphens")
            }
            rest = authority[host.endIndex...]
        }
        guard !rest.isEmpty else { return (host.lowercased(), nil) }
        let digits = Substring(rest.utf8.dropFirst())
        guard rest.utf8.first == UInt8(ascii: ":"), (1...5).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(digits), (1...65535).contains(port)
        else {
            throw invalid("a port from 1 to 65535")
        }
        return (host.lowercased(), port)
    }

    /// `#`, and what RFC 3986 knows only percent-encoded.
    private static func isRefused(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x23, 0x3c, 0x3e, 0x5c, 0x5e, 0x60, 0x7b, 0x7c, 0x7d: true
        default: false
        }
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
