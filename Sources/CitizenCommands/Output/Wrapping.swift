/// Breaks text for terminals of 80 columns.
enum Wrapping {
    /// Lines of at most 76 characters with their indent; a longer word stays whole.
    ///
    /// - Parameter hanging: what stands before the second line and those after it, beside the indent.
    static func lines(_ text: String, indent: String = "", hanging: String = "") -> [String] {
        var lines: [String] = []
        var line = indent
        var isEmpty = true
        for word in text.split(separator: " ") {
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
}
