import Synchronization

/// Wakes the outbox when there is something new, so that it need not look all the time.
package final class OutboxSignal: Sendable {
    private struct State {
        var isRaised = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    package init() {}

    /// Says that there is work; a signal that nobody waits for is kept.
    package func raise() {
        let waiter = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            if waiter == nil { state.isRaised = true }
            return waiter
        }
        waiter?.resume()
    }

    /// Waits for a signal, for cancellation or graceful shutdown, or until the time is up.
    package func wait(atMost duration: Duration) async {
        let timer = Task { [weak self] in
            // A timer that is called off must stay silent, or it would end the next wait at once.
            guard (try? await Task.sleep(for: duration)) != nil else { return }
            self?.raise()
        }
        defer { timer.cancel() }
        await withTaskCancellationOrShutdown {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if state.isRaised {
                        state.isRaised = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onEnd: {
            self.raise()
        }
    }
}
