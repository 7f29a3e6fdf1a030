/// The eleven-test of the citizen service number (BSN): nine digits, weights 9, 8, 7, 6, 5, 4, 3, 2
/// and −1, the sum a multiple of eleven and not every digit zero.
package enum ElevenTest {
    /// Whether the text is a number that could be a citizen service number.
    package static func passes(_ text: String) -> Bool {
        let digits = Array(text.utf8)
        guard digits.count == 9, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return false
        }
        var sum = 0
        for (weight, digit) in zip([9, 8, 7, 6, 5, 4, 3, 2, -1], digits) {
            sum += weight * Int(digit - 0x30)
        }
        return sum % 11 == 0 && digits.contains { $0 != 0x30 }
    }
}
