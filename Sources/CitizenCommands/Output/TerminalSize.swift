import Foundation

/// How large a terminal is, in characters.
struct TerminalSize: Sendable, Equatable {
    let columns: Int
    let rows: Int

    /// The size of the terminal on standard error; nil where there is none, or it does not say.
    static func ofStandardError() -> TerminalSize? {
        var size = winsize()
        guard unsafe ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return nil
        }
        return TerminalSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }
}
