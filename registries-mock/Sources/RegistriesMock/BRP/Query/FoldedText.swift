/// Names as a search compares them: without regard to case and diacritics.
enum FoldedText {
    /// The letters of U+00C0 to U+017F without their diacritics, in order, with how often each.
    private static let runs: [(String, Int)] = [
        ("a", 6), ("ae", 1), ("c", 1), ("e", 4), ("i", 4), ("d", 1), ("n", 1), ("o", 5), ("x", 1),
        ("o", 1), ("u", 4), ("y", 1), ("th", 1), ("ss", 1), ("a", 6), ("ae", 1), ("c", 1),
        ("e", 4), ("i", 4), ("d", 1), ("n", 1), ("o", 5), ("/", 1), ("o", 1), ("u", 4), ("y", 1),
        ("th", 1), ("y", 1), ("a", 6), ("c", 8), ("d", 4), ("e", 10), ("g", 8), ("h", 4),
        ("i", 10), ("ij", 2), ("j", 2), ("k", 3), ("l", 10), ("n", 9), ("o", 6), ("oe", 2),
        ("r", 6), ("s", 8), ("t", 6), ("u", 12), ("w", 2), ("y", 3), ("z", 6), ("s", 1),
    ]
    private static let letters = runs.flatMap { Array(repeating: $0.0, count: $0.1) }

    static func fold(_ text: String) -> String {
        var folded = ""
        for scalar in text.lowercased().unicodeScalars {
            switch scalar.value {
            case 0xC0...0x17F: folded += letters[Int(scalar.value) - 0xC0]
            case 0x300...0x36F: continue
            default: folded.unicodeScalars.append(scalar)
            }
        }
        return folded
    }

    /// Whether a value is what a search asks for, without regard to case; `*` at the start or end
    /// stands for anything. Diacritics count only where the search has any.
    static func matches(_ value: String?, _ wanted: String) -> Bool {
        guard let value else { return false }
        let isPlain = wanted.utf8.allSatisfy { $0 < 0x80 }
        let folded = isPlain ? fold(value) : value.lowercased()
        let wanted = wanted.lowercased()
        if wanted.hasSuffix("*") { return folded.hasPrefix(wanted.dropLast()) }
        if wanted.hasPrefix("*") { return folded.hasSuffix(wanted.dropFirst()) }
        return folded == wanted
    }
}
