import OpenSSL
import Synchronization

/// At most so many orders per person and minute, counted in fixed minutes.
final class RateLimit: Sendable {
    private struct State {
        var minute: Int64 = 0
        var counts: [String: Int] = [:]
    }

    private let perMinute: Int
    private let state = Mutex(State())

    init(perMinute: Int) {
        self.perMinute = perMinute
    }

    /// Counts one order; false where the person has had enough this minute.
    func admit(_ subject: String, at now: UnixTime) -> Bool {
        state.withLock { state in
            let minute = now.seconds / 60
            if state.minute != minute {
                state.minute = minute
                state.counts = [:]
            }
            let count = state.counts[subject, default: 0] + 1
            state.counts[subject] = count
            return count <= perMinute
        }
    }
}
