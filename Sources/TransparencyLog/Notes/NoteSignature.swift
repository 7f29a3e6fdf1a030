import JOSE

/// One signature line of a note, by whichever key.
public struct NoteSignature: Sendable, Equatable {
    public let name: NoteName
    public let keyID: UInt32
    /// What the key made, without its ID; at least one byte.
    public let bytes: [UInt8]

    init(name: NoteName, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Reads `— <name> <base64 of ID and signature>`.
    init(line: some Sequence<UInt8>) throws(TransparencyLogError) {
        let parts = line.split(separator: 0x20, maxSplits: 3, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 3, parts[0].utf8.elementsEqual("—".utf8),
            let content = try? Base64.decode(parts[2]), content.count >= 5
        else {
            throw TransparencyLogError(
                .malformed, "expected signature lines of dash, key name and base64")
        }
        name = try NoteName(parts[1])
        keyID = content.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        bytes = Array(content.dropFirst(4))
    }

    /// The line, without a line feed.
    var line: String {
        let id = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> UInt32(24 - 8 * $0)) }
        return "— \(name) \(Base64.encode(id + bytes))"
    }
}
