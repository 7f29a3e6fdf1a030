/// What a terminal shows of a query at one moment: a line per organisation, as far as they fit.
struct ProgressFrame {
    let names: [String]
    /// What came of asking each; nil while the answer is awaited.
    let answers: [String]?
    /// How long they have been asked, in seconds.
    let seconds: Int64
    let texts: Texts

    func lines(on terminal: Terminal) -> [String] {
        let room = terminal.height - 2
        let shown = names.count <= room ? names.count : room - 1
        let states = answers ?? names.map { _ in texts.asking(seconds: seconds) }
        let widest = states.map(\.count).max() ?? 0
        let column = max(8, min(names.map(\.count).max() ?? 0, terminal.width - widest - 5))
        var lines = zip(names, states).prefix(shown).map { name, state in
            let padding = String(repeating: " ", count: max(0, column - name.count))
            return "  \(Self.cut(name, to: column))\(padding)  \(state)"
        }
        if shown < names.count { lines.append("  " + texts.more(names.count - shown)) }
        return lines.map { Self.cut($0, to: terminal.width - 1) }
    }

    private static func cut(_ text: String, to width: Int) -> String {
        text.count <= width ? text : text.prefix(max(0, width - 1)) + "\u{2026}"
    }
}
