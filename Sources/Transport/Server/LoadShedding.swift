internal import Synchronization

/// Decides whether a server takes one more request.
///
/// Refused is what comes while as many requests as it has room for are in progress, while those need
/// more of the processors than a while gives, and while its threads stay far behind: who is taken
/// then would wait long, and everyone would be answered too late. A 503 at once, with the time to
/// try again, costs next to nothing.
final class LoadShedding: Sendable {
    private struct State {
        var inProgress = 0
        /// How often in a row the threads were found too far behind.
        var timesLate = 0
    }

    private let state = Mutex(State())
    private let maximum: Int
    private let longestDelay: Duration
    private let longestWork: Duration
    /// What all servers of this process have in hand; nil where that is not counted.
    private let work: WorkInHand?
    /// Once may be a hiccup of the machine; so often in a row is load.
    private static let patience = 3

    init(
        maximum: Int, longestDelay: Duration, longestWork: Duration = .seconds(1),
        work: WorkInHand? = nil
    ) {
        self.maximum = maximum
        self.longestDelay = longestDelay
        self.longestWork = longestWork
        self.work = work
    }

    /// Counts a request in; false where it is to be refused, which is then not counted.
    func admit() -> Bool {
        guard work?.hasRoom(within: longestWork) ?? true else { return false }
        let isTaken = state.withLock { state in
            guard state.inProgress < maximum, state.timesLate < Self.patience else { return false }
            state.inProgress += 1
            return true
        }
        if isTaken { work?.began() }
        return isTaken
    }

    /// Counts a request out.
    func ended() {
        state.withLock { $0.inProgress -= 1 }
        work?.ended()
    }

    /// What was found: a task that was ready ran this much later.
    func observed(delay: Duration) {
        state.withLock { $0.timesLate = delay > longestDelay ? $0.timesLate + 1 : 0 }
    }

    /// Finds out again and again how far behind the threads are, until cancelled.
    func watch(every pause: Duration = .milliseconds(50)) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: pause)
            // The timer has a thread of its own; the queue of those who work is behind the yield.
            let ready = ContinuousClock.now
            await Task.yield()
            observed(delay: .now - ready)
            work?.look()
        }
    }
}
