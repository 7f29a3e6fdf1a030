import Foundation

/// A terminal that may be drawn on: both outputs are one, and nobody asked for plain text.
struct Terminal: Sendable, Equatable {
    let width: Int
    let height: Int

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// The terminal of this process; nil where an output is no terminal, `NO_COLOR` is set, or
    /// `TERM` is `dumb` or nothing.
    init?(environment: [String: String]) {
        self.init(
            environment: environment, isTerminal: isatty(1) == 1 && isatty(2) == 1,
            size: TerminalSize.ofStandardError())
    }

    /// - Parameter size: as the terminal says it; nil where it does not, then 80 by 24.
    init?(environment: [String: String], isTerminal: Bool, size: TerminalSize?) {
        let term = environment["TERM"] ?? ""
        let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        guard isTerminal, !isPlain, !term.isEmpty, term != "dumb" else { return nil }
        self.init(width: max(20, size?.columns ?? 80), height: max(4, size?.rows ?? 24))
    }
}
