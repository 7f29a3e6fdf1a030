/// The rule for the id of a query (OpenID4VP section 6.1): 1 to 64 letters, digits, `-` and `_`.
///
/// Ids come back as member names of the response and of the consent, where the same rule holds.
enum QueryID {
    /// Reads an id.
    ///
    /// - Parameter code: with which anything else is refused.
    static func read(_ text: String, or code: Refusal.Code) throws(Refusal) -> String {
        let isFine = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D
                || $0 == 0x5F
        }
        guard isFine, (1...64).contains(text.utf8.count) else {
            throw Refusal(code, "expected a query id of letters, digits, '-' and '_'")
        }
        return text
    }
}
