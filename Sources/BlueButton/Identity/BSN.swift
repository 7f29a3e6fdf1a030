/// A citizen's number (burgerservicenummer), which must never reach a log, URL or error text.
///
/// Nine ASCII digits that pass the eleven-test with weights 9, 8, 7, 6, 5, 4, 3, 2, -1; nine zeros
/// are refused. Its description is `BSN(redacted)`, whoever prints it; the digits leave only by
/// `revealed`, which is easy to find in a review.
public struct BSN: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let digits: String

    /// Reads a BSN, trimming and padding nothing.
    ///
    /// - Throws: `malformed`, without what was read.
    public init(_ text: String) throws(Refusal) {
        let bytes = Array(text.utf8)
        guard bytes.count == 9, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Refusal(.malformed, "expected a BSN of nine digits")
        }
        let values = bytes.map { Int($0) - 0x30 }
        let sum = zip(values, [9, 8, 7, 6, 5, 4, 3, 2, -1]).reduce(0) { $0 + $1.0 * $1.1 }
        guard sum % 11 == 0, values.contains(where: { $0 != 0 }) else {
            throw Refusal(.malformed, "expected a BSN that passes the eleven-test")
        }
        digits = text
    }

    /// The nine digits, for a registry's request body and an attestation's claim alone.
    public var revealed: String { digits }

    public var description: String { "BSN(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
