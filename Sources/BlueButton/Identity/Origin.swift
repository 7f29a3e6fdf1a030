/// A web origin: `https`, a lower-case ASCII host, and a port unless it is 443.
public struct Origin: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Reads an origin in its one accepted form: no slash at the end, no user info, no path.
    public init(_ text: String) throws(Refusal) {
        guard let split = Self.split(text), split.rest.isEmpty, split.origin == text else {
            throw Refusal(.malformed, "expected an origin such as https://example.nl:8443")
        }
        self.text = text
    }

    /// The origin of an address (RFC 6454 section 4).
    ///
    /// - Throws: `malformed` for an address that is not `https`, has user info or a fragment.
    public init(of address: String) throws(Refusal) {
        guard let split = Self.split(address), !address.utf8.contains(UInt8(ascii: "#")) else {
            throw Refusal(.malformed, "expected an https address without user info or fragment")
        }
        text = split.origin
    }

    public var description: String { text }

    private static func split(_ address: String) -> (origin: String, rest: Substring)? {
        let scheme = "https://"
        guard address.hasPrefix(scheme),
            address.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C })
        else { return nil }
        let tail = address.dropFirst(scheme.count)
        let end = tail.firstIndex { "/?#".contains($0) } ?? tail.endIndex
        let authority = tail[..<end]
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let host = parts.first, isHost(host) else {
            return nil
        }
        guard parts.count == 2 else { return (scheme + host, tail[end...]) }
        guard let port = UInt16(parts[1]), port > 0, String(port) == parts[1] else { return nil }
        return (scheme + host + (port == 443 ? "" : ":\(port)"), tail[end...])
    }

    private static func isHost(_ host: Substring) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return host.utf8.count <= 253 && labels.allSatisfy { (1...63).contains($0.utf8.count) }
            && host.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
            }
    }
}
