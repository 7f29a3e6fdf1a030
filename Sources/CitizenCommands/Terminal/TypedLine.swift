/// A line as it is typed, key by key, where the terminal does not edit it.
struct TypedLine {
    /// What a key did.
    enum Step: Equatable {
        case more
        case line(String)
        /// Ctrl-C or Ctrl-\\.
        case stopped
        /// Ctrl-D where nothing was typed.
        case end
    }

    /// The longest line, in bytes; what is typed beyond it does not count.
    static let maximumBytes = 4096

    private var bytes: [UInt8] = []

    /// Takes a key: Backspace takes back a character, Ctrl-U all of them, Enter ends the line.
    mutating func take(_ key: UInt8) -> Step {
        switch key {
        case 0x03, 0x1C: return .stopped
        case 0x0A, 0x0D: return .line(String(decoding: bytes, as: UTF8.self))
        case 0x04: return bytes.isEmpty ? .end : .more
        case 0x08, 0x7F:
            // The bytes of a character that follow its first begin with the bits 10.
            while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
        case 0x15: bytes = []
        default:
            if bytes.count < Self.maximumBytes { bytes.append(key) }
        }
        return .more
    }
}
