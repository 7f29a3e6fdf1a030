/// Where a value stands within a document, by the steps that lead to it.
indirect enum JSONPlace: Sendable {
    /// What the whole is called; `$` where it has no name.
    case start(String)
    case member(String, of: JSONPlace)
    case element(Int, of: JSONPlace)

    /// The steps in a text, such as `sources[2].oin`.
    ///
    /// Names that are not plain identifiers came from outside and may be anything: they are shown
    /// as `*`.
    var path: String {
        switch self {
        case .start(let name): return name
        case .member(let name, let whole):
            let before = whole.prefix
            let shown = Self.isPlain(name) ? name : "*"
            return before.isEmpty ? shown : "\(before).\(shown)"
        case .element(let number, let whole): return "\(whole.prefix)[\(number)]"
        }
    }

    /// The path before a further step; nothing for a whole without a name.
    private var prefix: String {
        let path = path
        return path == "$" ? "" : path
    }

    private static func isPlain(_ name: String) -> Bool {
        name.utf8.count <= 64 && name.utf8.first.map(isLetter) == true
            && name.utf8.allSatisfy { isLetter($0) || isSign($0) }
    }

    /// What identifiers of ours hold besides letters: digits, and signs as in `x5t#S256`.
    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3A, 0x2D, 0x2E, 0x23: true
        default: false
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == UInt8(ascii: "_")
    }
}
