internal import Foundation
internal import Synchronization

/// What the requests in progress will still cost at most, measured by what those before them did.
///
/// Where requests wait for a slow source the processors are idle, and there is room for many more.
/// Where they wait for a processor, each one that is taken makes all of them later, and none shows
/// it: they queue for slots, for the database, for each other. So it is counted: the time on a
/// processor or waiting for one, per ended request, times the requests in progress. The waiting is
/// counted in since other programs may have the processors for half of the time.
final class WorkInHand: Sendable {
    private struct State {
        var inProgress = 0
        var endedSince = 0
        /// Time and ended requests, older ones counting ever less.
        var spent = 0.0
        var ended = 0.0
        /// How often in a row the processors were found busy.
        var timesBusy = 0
        var lastUsed = 0.0
        var lastWaited: Double?
        var lastLook: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let processors: Int
    /// The share of the processors from which on they count as busy.
    private static let busyShare = 0.85
    /// One busy moment is nothing; so many in a row are load.
    private static let patience = 4
    /// What an ended request counts for after each look: a hundredth less, so half after some
    /// seconds.
    private static let memory = 0.99
    /// What the processors did in less says nothing.
    private static let moment = Duration.milliseconds(40)
    /// Below so many nothing is known of what a request costs.
    private static let fewest = 2.0

    init(processors: Int) {
        self.processors = processors
    }

    func began() { state.withLock { $0.inProgress += 1 } }

    func ended() {
        state.withLock {
            $0.inProgress -= 1
            $0.endedSince += 1
        }
    }

    /// Whether one more request has room: always while processors are free, and otherwise while
    /// those in progress need at most so much time of all processors. Two for each processor always
    /// have.
    func hasRoom(within longest: Duration) -> Bool {
        state.withLock { state in
            guard state.timesBusy >= Self.patience, state.ended >= Self.fewest else { return true }
            let cost = state.spent / state.ended
            let room = longest / .seconds(1) * Double(processors) / max(cost, 1e-9)
            return Double(state.inProgress) < max(room, Double(2 * processors))
        }
    }

    /// Looks at how long this process was on processors and waited for them; not again within a
    /// moment, where several servers of the process look.
    func look(at now: ContinuousClock.Instant = .now) {
        let isDue = state.withLock { $0.lastLook.map { now - $0 >= Self.moment } ?? true }
        guard isDue else { return }
        let used = Double(clock()) / Double(CLOCKS_PER_SEC)
        let mayBeMany = state.withLock { $0.inProgress > 2 * processors }
        let waited = mayBeMany ? ProcessorQueue.waited() : nil
        let found: (wanted: Double, over: Double)? = state.withLock { state in
            let (last, lastUsed, lastWaited) = (state.lastLook, state.lastUsed, state.lastWaited)
            (state.lastLook, state.lastUsed, state.lastWaited) = (now, used, waited)
            guard let last, now > last else { return nil }
            var wanted = used - lastUsed
            // Threads that ended meanwhile take their time along.
            if let waited, let lastWaited { wanted += max(0, waited - lastWaited) }
            return (wanted, (now - last) / .seconds(1))
        }
        if let found { observed(wanted: found.wanted, over: found.over) }
    }

    /// What was found: so much time on processors or waiting for them in so much time, in seconds.
    func observed(wanted: Double, over elapsed: Double) {
        state.withLock { state in
            state.spent = state.spent * Self.memory + wanted
            state.ended = state.ended * Self.memory + Double(state.endedSince)
            state.endedSince = 0
            let isBusy = wanted >= Self.busyShare * elapsed * Double(processors)
            state.timesBusy = isBusy ? state.timesBusy + 1 : 0
        }
    }
}
