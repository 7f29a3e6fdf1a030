/// The commands that a page prints in its fenced blocks, in their order.
struct PrintedCommands {
    struct Command {
        /// As printed, with continued lines joined and without the remark behind it.
        let text: String
        /// The line of the page on which it begins, from 1.
        let line: Int
    }

    let commands: [Command]
    /// What is no block of commands and none of the other known kinds: its line, and its kind.
    let unknown: [(line: Int, kind: String)]
    /// The blocks of kind `console`: recorded sessions, with their first line.
    let sessions: [(line: Int, lines: [String])]

    /// Kinds of blocks that hold no commands; the one without a name is for drawings.
    private static let others: Set = ["", "json", "text", "swift"]

    init(page: String) {
        var commands: [Command] = []
        var unknown: [(line: Int, kind: String)] = []
        var sessions: [(line: Int, lines: [String])] = []
        var kind: String?
        var begun: (text: String, line: Int)?
        var session: (line: Int, lines: [String]) = (0, [])
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let number = index + 1
            if line.hasPrefix("```") {
                if kind == "console" { sessions.append(session) }
                guard kind == nil else {
                    kind = nil
                    continue
                }
                let name = String(line.dropFirst(3))
                kind = name
                session = (number + 1, [])
                if name != "sh", name != "console", !Self.others.contains(name) {
                    unknown.append((number, name))
                }
                continue
            }
            if kind == "console" { session.lines.append(String(line)) }
            guard kind == "sh" else { continue }
            let words = Self.withoutRemark(line)
            let isContinued = words.hasSuffix("\\")
            let part = (isContinued ? String(words.dropLast()) : words).trimmed
            if part.isEmpty, begun == nil { continue }
            let first = begun ?? ("", number)
            let text = first.text.isEmpty ? part : "\(first.text) \(part)"
            begun = isContinued ? (text, first.line) : nil
            if !isContinued { commands.append(Command(text: text, line: first.line)) }
        }
        (self.commands, self.unknown, self.sessions) = (commands, unknown, sessions)
    }

    /// A line without what stands behind a `#` that begins a word.
    private static func withoutRemark(_ line: Substring) -> String {
        if line.trimmed.hasPrefix("#") { return "" }
        guard let remark = line.firstRange(of: " #") else { return line.trimmed }
        return line[..<remark.lowerBound].trimmed
    }
}

extension StringProtocol {
    /// Without spaces at either end.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " { text = text.dropFirst() }
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
