import OpenSSL
import Synchronization

/// Remembers what was used, until it could not be used any more.
final class ReplayMemory: Sendable {
    private struct State {
        var current: Set<String> = []
        var previous: Set<String> = []
        var turnsAt = UnixTime(seconds: 0)
    }

    private let state = Mutex(State())

    /// Remembers something; false where it is remembered already.
    ///
    /// Two generations take turns, so that forgetting costs nothing: what is admitted stays at
    /// least until `end`, provided that every `end` lies equally far ahead.
    func admit(_ item: String, until end: UnixTime, at now: UnixTime) -> Bool {
        state.withLock { state in
            if now >= state.turnsAt {
                let isStale = now.seconds - state.turnsAt.seconds >= end.seconds - now.seconds
                state.previous = isStale ? [] : state.current
                state.current = []
                state.turnsAt = end
            }
            guard !state.current.contains(item), !state.previous.contains(item) else {
                return false
            }
            state.current.insert(item)
            return true
        }
    }
}
