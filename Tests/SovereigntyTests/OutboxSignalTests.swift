import Synchronization
import Testing

@testable import Sovereignty

@Suite(.timeLimit(.minutes(1)))
struct OutboxSignalTests {
    /// Whether something has happened, for tasks that watch each other.
    private final class Flag: Sendable {
        private let value = Mutex(false)

        var isSet: Bool { value.withLock { $0 } }
        func set() { value.withLock { $0 = true } }
    }

    @Test func `a signal that nobody waits for is kept once`() async {
        let signal = OutboxSignal()
        signal.raise()
        signal.raise()
        await signal.wait(atMost: .seconds(3600))
        let flag = Flag()
        let waiting = Task {
            await signal.wait(atMost: .seconds(3600))
            flag.set()
        }
        try? await Task.sleep(for: .milliseconds(50))
        #expect(!flag.isSet)
        signal.raise()
        await waiting.value
    }

    @Test func `a wait that a signal ended does not end the next one`() async {
        let signal = OutboxSignal()
        for _ in 0..<3 {
            let first = Task { await signal.wait(atMost: .seconds(3600)) }
            try? await Task.sleep(for: .milliseconds(20))
            signal.raise()
            await first.value
        }
        let flag = Flag()
        let next = Task {
            await signal.wait(atMost: .seconds(3600))
            flag.set()
        }
        try? await Task.sleep(for: .milliseconds(50))
        #expect(!flag.isSet)
        next.cancel()
        await next.value
    }

    @Test func `a wait ends by itself, by cancellation, and at once where it comes too late`()
        async
    {
        let signal = OutboxSignal()
        await signal.wait(atMost: .milliseconds(10))
        let waiting = Task { await signal.wait(atMost: .seconds(3600)) }
        waiting.cancel()
        await waiting.value
    }
}
