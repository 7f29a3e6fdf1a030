import Foundation

/// The terminal's `termios`: reads a line that is not shown while it is typed.
enum HiddenInput {
    /// What came of asking.
    enum Answer: Equatable {
        case typed(String)
        /// Ctrl-C.
        case stopped
    }

    /// What was typed; nil at the end of the input, or where there is no terminal.
    ///
    /// Signals by key are off, as in `getpass`, so that Ctrl-C cannot leave the terminal without its
    /// echo. The terminal gives each key by itself, so that Ctrl-C counts at once, and not only with
    /// the next Enter.
    ///
    /// - Parameter ask: shows the question; called when nothing typed is shown any more, since what
    ///   was typed before is dropped.
    static func line(_ ask: () -> Void) -> Answer? {
        var before = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
        var hidden = before
        hidden.c_lflag &= ~tcflag_t(ECHO | ISIG | ICANON | IEXTEN)
        unsafe withUnsafeMutableBytes(of: &hidden.c_cc) {
            unsafe $0[Int(VMIN)] = 1
            unsafe $0[Int(VTIME)] = 0
        }
        guard unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else { return nil }
        ask()
        let answer = answer()
        unsafe _ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
        return answer
    }

    private static func answer() -> Answer? {
        var line = TypedLine()
        while true {
            var byte: UInt8 = 0
            let count = unsafe read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return nil }
            switch line.take(byte) {
            case .more: continue
            case .stopped: return .stopped
            case .end: return nil
            case .line(let text): return .typed(text)
            }
        }
    }
}
