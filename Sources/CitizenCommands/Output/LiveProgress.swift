import Foundation
import Synchronization

/// Shows on a terminal who is being asked and for how long, until the answer is there.
///
/// Drawn on standard error, over itself; what stays is a line per organisation with its answer.
/// Where something goes wrong nothing stays.
final class LiveProgress: Sendable {
    private struct State {
        var names: [String] = []
        var answers: [String]?
        var began: ContinuousClock.Instant?
        var drawn = 0
    }

    private let terminal: Terminal?
    private let texts: Texts
    private let clock = ContinuousClock()
    private let write: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// - Parameter terminal: nil where nothing is to be shown.
    init(
        on terminal: Terminal?, texts: Texts,
        write: @escaping @Sendable (String) -> Void = { text in
            try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
        }
    ) {
        self.terminal = terminal
        self.texts = texts
        self.write = write
    }

    /// Runs a query and shows its progress.
    static func showing<Value: Sendable>(
        on terminal: Terminal?, texts: Texts,
        _ query: @Sendable @escaping (LiveProgress) async throws -> Value
    ) async throws -> Value {
        let progress = LiveProgress(on: terminal, texts: texts)
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await query(progress) }
            if terminal != nil {
                group.addTask {
                    while !Task.isCancelled {
                        progress.draw()
                        try? await Task.sleep(for: .milliseconds(250))
                    }
                    return nil
                }
            }
            defer { group.cancelAll() }
            do {
                while let ended = try await group.next() {
                    if let value = ended { return value }
                }
                throw CancellationError()
            } catch {
                progress.erase()
                throw error
            }
        }
    }

    /// Begins: these are asked now.
    func begin(_ names: [String]) {
        state.withLock { state in
            state.names = names
            state.began = clock.now
        }
        draw()
    }

    /// Ends: what came of asking each, in the same order.
    func finish(_ answers: [String]) {
        state.withLock { $0.answers = answers }
        draw()
        if terminal != nil { write("\n") }
    }

    /// Draws how it stands, over what was drawn before.
    func draw() {
        guard let terminal else { return }
        let text = state.withLock { state -> String in
            guard let began = state.began else { return "" }
            // The final frame is drawn once, by `finish`.
            let isFinal = state.answers != nil
            let lines = ProgressFrame(
                names: state.names, answers: state.answers,
                seconds: (clock.now - began).components.seconds, texts: texts
            ).lines(on: terminal)
            let text = Self.over(state.drawn) + lines.map { "\u{1B}[2K\($0)\n" }.joined()
            state.drawn = lines.count
            if isFinal { state.began = nil }
            return text
        }
        if !text.isEmpty { write(text) }
    }

    /// Takes away what was drawn.
    private func erase() {
        let text = state.withLock { state -> String in
            defer { state = State() }
            return state.drawn == 0 ? "" : Self.over(state.drawn) + "\u{1B}[J"
        }
        if !text.isEmpty { write(text) }
    }

    /// Back to the beginning of the first of some lines.
    private static func over(_ lines: Int) -> String {
        lines == 0 ? "" : "\u{1B}[\(lines)A\r"
    }
}
