/// The name of a key in signed notes, which for a log is also its origin.
///
/// C2SP `signed-note`: not empty, no Unicode spaces, no `+`, no control characters.
public struct NoteName: Hashable, Sendable, CustomStringConvertible {
    /// The most bytes of UTF-8 that a name may have.
    public static let maximumBytes = 255

    public let text: String

    /// Reads a name.
    ///
    /// - Throws: `malformed` for a text that is none.
    public init(_ text: some StringProtocol) throws(TransparencyLogError) {
        let isAllowed = text.unicodeScalars.allSatisfy { scalar in
            scalar.value > 0x20 && scalar != "+" && scalar != "\u{7F}"
                && !scalar.properties.isWhitespace
        }
        guard !text.isEmpty, text.utf8.count <= Self.maximumBytes, isAllowed else {
            throw TransparencyLogError(
                .malformed, "expected a key name of 1 to 255 bytes without spaces and plus")
        }
        self.text = String(text)
    }

    /// Names are equal when their bytes are: Unicode's equivalent spellings are other names.
    public static func == (left: NoteName, right: NoteName) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }

    public var description: String { text }
}
