/// An organisation's number under the Dutch OIN system (Organisatie-identificatienummer).
///
/// Twenty digits, compared as text. Test numbers start with `00000099`.
public struct OIN: Hashable, Sendable, CustomStringConvertible {
    public let digits: String

    /// Reads an OIN.
    ///
    /// - Throws: `malformed` for anything but twenty ASCII digits.
    public init(_ text: String) throws(Refusal) {
        guard text.utf8.count == 20, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Refusal(.malformed, "expected an OIN of twenty digits")
        }
        digits = text
    }

    public var description: String { digits }
}
