/// Breaks text for terminals of 80 columns.
enum Wrapping {
    /// The widest line, in characters, that is not broken.
    static let columns = 80
    /// The longest part that stays on one line, in characters.
    private static let longestWhole = 64

    /// Lines of at most 76 characters with their indent; a longer word stays whole, and so does a
    /// command that is to be copied.
    ///
    /// - Parameter hanging: what stands before the second line and those after it, beside the indent.
    static func lines(_ text: String, indent: String = "", hanging: String = "") -> [String] {
        var lines: [String] = []
        var line = indent
        var isEmpty = true
        for word in words(of: text) {
            if !isEmpty, line.count + 1 + word.count > 76 {
                lines.append(line)
                line = indent + hanging
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return isEmpty ? lines : lines + [line]
    }

    /// An item of a list, with a dash before it.
    static func item(_ text: String, indent: String = "") -> [String] {
        lines("- " + text, indent: indent, hanging: "  ")
    }

    /// A text of one or more lines, none wider than 80 columns: those that are keep their indent; a
    /// command that stands alone stays whole, to be copied.
    static func fitting(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
            guard line.count > columns else { return [String(line)] }
            let indent = String(line.prefix { $0 == " " })
            let text = String(line.dropFirst(indent.count))
            guard !text.hasPrefix("blauweknop ") else { return [String(line)] }
            return lines(text, indent: indent, hanging: text.hasPrefix("- ") ? "  " : "")
        }
    }

    /// The words of a text; an amount is one, and so is a command of this program: between quotes,
    /// or behind a colon up to the end of what is said.
    private static func words(of text: String) -> [String] {
        let all = text.split(separator: " ").map(String.init)
        var words: [String] = []
        var place = 0
        while place < all.count {
            let end = wholeEnd(in: all, from: place)
            let whole = all[place...end].joined(separator: " ")
            if whole.count <= longestWhole {
                words.append(whole)
                place = end + 1
            } else {
                words.append(all[place])
                place += 1
            }
        }
        return words
    }

    /// The place of the last word of what stays whole from a place on; the place itself where
    /// nothing does.
    private static func wholeEnd(in words: [String], from place: Int) -> Int {
        if words[place].drop(while: { $0 == "(" }).hasPrefix("'blauweknop") {
            let closes = { (word: String) in word.drop { "('".contains($0) }.contains("'") }
            return words[place...].firstIndex(where: closes) ?? place
        }
        // An amount stays behind its sign.
        if words[place] == "€", place + 1 < words.count { return place + 1 }
        guard words[place].hasPrefix("blauweknop"), place > 0, words[place - 1].hasSuffix(":"),
            words[place] != "blauweknop:"
        else { return place }
        let next = words[place...].firstIndex { $0.last.map { ",.;".contains($0) } ?? false }
        let bracket = words[place...].firstIndex { $0.hasPrefix("(") }.map { $0 - 1 }
        return [next, bracket, words.count - 1].compactMap { $0 }.min() ?? place
    }
}
