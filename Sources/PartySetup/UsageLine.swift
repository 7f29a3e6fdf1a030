/// The line of usage in a parser's message, broken to the width of a terminal: the parser breaks
/// every other line itself.
package enum UsageLine {
    private static let width = 80

    /// The message with no line of usage over 80 columns, unless a single option is longer.
    package static func broken(in message: String) -> String {
        message.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let isUsage = line.hasPrefix("USAGE: ") || line.hasPrefix("Usage: ")
            return isUsage && line.count > width ? broken(line) : String(line)
        }.joined(separator: "\n")
    }

    private static func broken(_ line: Substring) -> String {
        var lines: [String] = []
        var current = ""
        for part in parts(of: line) {
            if current.isEmpty {
                current = part
            } else if current.count + 1 + part.count <= width {
                current += " " + part
            } else {
                lines.append(current)
                current = "         " + part
            }
        }
        return (lines + [current]).joined(separator: "\n")
    }

    /// The words, what stands in brackets and an option with its value being one each.
    private static func parts(of line: Substring) -> [String] {
        var parts: [String] = []
        for word in line.split(separator: " ").map(String.init) {
            guard let last = parts.last else {
                parts.append(word)
                continue
            }
            let isOpen = last.hasPrefix("[") && !last.hasSuffix("]")
            let isValue = last.hasPrefix("--") && !last.contains(" ") && word.hasPrefix("<")
            if isOpen || isValue || word == "..." {
                parts[parts.count - 1] = "\(last) \(word)"
            } else {
                parts.append(word)
            }
        }
        return parts
    }
}
