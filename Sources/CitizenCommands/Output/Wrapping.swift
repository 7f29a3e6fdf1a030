/// Breaks text for terminals of 80 columns.
enum Wrapping {
    /// Lines of at most 76 characters with their indent; a longer word stays whole.
    static func lines(_ text: String, indent: String = "") -> [String] {
        var lines: [String] = []
        var line = indent
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > 76 {
                lines.append(line)
                line = indent
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return isEmpty ? lines : lines + [line]
    }
}
