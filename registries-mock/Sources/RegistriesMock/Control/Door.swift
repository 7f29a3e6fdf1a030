import Synchronization

/// Whether a mock takes connections: what a tester wants, and what is.
final class Door: Sendable {
    private struct State {
        var isWanted = true
        /// Nil: nobody keeps this door.
        var isOpen: Bool?
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    /// Says whether connections are to be taken.
    func want(_ isWanted: Bool) {
        change { $0.isWanted = isWanted }
    }

    /// Says whether connections are taken.
    func isNow(open isOpen: Bool) {
        change { $0.isOpen = isOpen }
    }

    /// Waits until connections are to be taken, or not to be; ends early where the task is
    /// cancelled.
    func untilWanted(_ isWanted: Bool) async {
        await until { $0.isWanted == isWanted }
    }

    /// Waits until what is wanted is so.
    func untilSettled() async {
        await until { $0.isOpen == nil || $0.isOpen == $0.isWanted }
    }

    private func until(_ condition: @Sendable (State) -> Bool) async {
        let (changes, listener) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.count += 1
            state.listeners[state.count] = listener
            return state.count
        }
        defer { state.withLock { _ = $0.listeners.removeValue(forKey: number) } }
        if state.withLock({ condition($0) }) { return }
        for await _ in changes where state.withLock({ condition($0) }) { return }
    }

    private func change(_ change: (inout State) -> Void) {
        let listeners = state.withLock { state in
            change(&state)
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.yield() }
    }
}
