/// A factor that raises an income of an earlier year, exact to its last decimal.
package struct IndexFactor: Sendable, Hashable {
    private static let longestFraction = 6

    /// As it was read.
    package let text: String

    /// The digits without the point.
    private let numerator: Int64
    /// Ten to the number of decimals.
    private let scale: Int64

    /// Reads a factor such as `1.0805`: one digit, a point, one to six decimals.
    ///
    /// nil for any other text, and for zero. A factor is a text in the file because a binary
    /// fraction would not be the published number.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 1,
            (1...Self.longestFraction).contains(parts[1].utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let numerator = Int64(parts[0] + parts[1]), numerator > 0
        else { return nil }
        self.text = text
        self.numerator = numerator
        scale = parts[1].reduce(Int64(1)) { scale, _ in scale * 10 }
    }

    /// Whether an income times this factor is at most an amount, both in whole euros.
    ///
    /// The product is not rounded at all, which for an amount in whole euros is the same as
    /// rounding it up. It cannot overflow.
    package func keeps(_ income: Int64, atMost amount: Int64) -> Bool {
        Int128(income) * Int128(numerator) <= Int128(amount) * Int128(scale)
    }
}
