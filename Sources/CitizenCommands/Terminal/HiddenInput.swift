import Foundation

/// The terminal's `termios`: reads a line that is not shown while it is typed.
enum HiddenInput {
    /// The next line; nil at the end of the input, after Ctrl-C, or where there is no terminal.
    ///
    /// As `getpass` does, signals by key are off as well, so that Ctrl-C cannot leave the terminal
    /// without its echo: it ends the reading instead.
    ///
    /// - Parameter ask: shows the question; called when nothing typed is shown any more, since what
    ///   was typed before is dropped.
    static func line(_ ask: () -> Void) -> String? {
        var before = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
        var hidden = before
        hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
        guard unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else { return nil }
        ask()
        let line = readLine()
        unsafe _ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
        guard let line, !line.contains("\u{03}") else { return nil }
        return line
    }
}
