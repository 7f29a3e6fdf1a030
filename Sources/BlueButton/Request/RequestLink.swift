/// The link that a recipient gives the citizen: `openid4vp://?client_id=…&request_uri=…`.
public struct RequestLink: Hashable, Sendable {
    public let clientID: String
    /// Where the request object is fetched.
    public let address: String

    public init(clientID: String, address: String) {
        self.clientID = clientID
        self.address = address
    }

    /// Reads a link; `haip-vp://` is accepted as well.
    ///
    /// - Throws: `malformed` for another scheme, an absent or double parameter, or an address that
    ///   is not `https`.
    public init(_ text: String) throws(Refusal) {
        let schemes = ["openid4vp://?", "haip-vp://?"]
        guard text.utf8.count <= 4096, let scheme = schemes.first(where: text.hasPrefix) else {
            throw Refusal(
                .malformed, "expected a link that begins with openid4vp://?client_id=")
        }
        var values: [String: String] = [:]
        for pair in text.dropFirst(scheme.count).split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, let value = Self.decode(halves[1]) else {
                throw Refusal(.malformed, "expected parameters as name=value in the link")
            }
            guard values.updateValue(value, forKey: String(halves[0])) == nil else {
                throw Refusal(.malformed, "expected each parameter once in the link")
            }
        }
        guard let clientID = values["client_id"], let address = values["request_uri"] else {
            throw Refusal(.malformed, "expected client_id and request_uri in the link")
        }
        _ = try Origin(of: address)
        self.clientID = clientID
        self.address = address
    }

    public var text: String {
        "openid4vp://?client_id=\(Self.encode(clientID))&request_uri=\(Self.encode(address))"
    }

    private static func encode(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
            if isPlain {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (hex.utf8.count == 1 ? "0" : "") + hex
            }
        }
        return encoded
    }

    private static func decode(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, digits.allSatisfy(Self.isHexadecimal),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
