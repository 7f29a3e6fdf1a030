import JOSE
public import OpenSSL

/// The Ed25519 key by which notes under a name are verified: a `vkey` of C2SP `signed-note`.
public struct NoteVerifierKey: Hashable, Sendable {
    /// The signature type of Ed25519 in keys and key IDs.
    static let signatureType: UInt8 = 0x01

    public let name: NoteName
    public let key: Ed25519PublicKey
    /// The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key). Short: it identifies, and proves
    /// nothing.
    public let id: UInt32

    public init(name: NoteName, key: Ed25519PublicKey) {
        self.name = name
        self.key = key
        let input = [UInt8](name.text.utf8) + [0x0A, Self.signatureType] + key.rawRepresentation
        id = SHA256.hash(input).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads `<name>+<key ID in hex>+<base64 of type and key>`, without a line feed.
    ///
    /// - Throws: `note-key-refused` for another form or signature type, and for an ID that is not
    ///   the key's; `malformed` for a name that is none.
    public init(_ text: String) throws(TransparencyLogError) {
        // The base64 may have plus signs of its own; the name has none.
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let material = try? Base64.decode(parts[2]),
            material.count == 33, material[0] == Self.signatureType,
            let key = try? Ed25519PublicKey(rawRepresentation: Array(material.dropFirst()))
        else {
            throw TransparencyLogError(
                .noteKeyRefused, "expected a verifier key '<name>+<id>+<Ed25519 key>'")
        }
        self.init(name: try NoteName(parts[0]), key: key)
        guard parts[1] == Self.hex(id) else {
            throw TransparencyLogError(.noteKeyRefused, "expected the key's own ID in hex")
        }
    }

    /// The key as text, without a line feed.
    public var text: String {
        let material = [Self.signatureType] + key.rawRepresentation
        return "\(name)+\(Self.hex(id))+\(Base64.encode(material))"
    }

    private static func hex(_ id: UInt32) -> String {
        let digits = String(id, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
