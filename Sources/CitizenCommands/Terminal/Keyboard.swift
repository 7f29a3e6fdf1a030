import Foundation

/// Whoever sits at the terminal, if anyone does: reads what is typed, line by line.
struct Keyboard: Sendable {
    /// The next line without its end; nil at the end of the input.
    let line: @Sendable () -> String?

    /// Whether the input is a terminal.
    static var isThere: Bool { isatty(STDIN_FILENO) == 1 }

    /// The terminal of this process.
    ///
    /// nil unless both input and output are one: whoever answers must have seen what was asked, so a
    /// pipe on either side is nobody.
    static var ofTerminal: Keyboard? {
        guard isThere, isatty(STDOUT_FILENO) == 1 else { return nil }
        return Keyboard { readLine() }
    }
}
