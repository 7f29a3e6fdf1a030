import OpenSSL
import Synchronization

/// Remembers which proofs were used, until they could not be used any more; bounded.
///
/// Nothing is forgotten to make room: where it is full, new proofs are refused. One key has at most
/// a tenth of it, so that no single session can fill it for all.
final class ReplayMemory: Sendable {
    /// What came of a proof.
    enum Admission: Equatable {
        case admitted
        case replayed
        /// No room is left: for this key, or for anyone.
        case full(isKeys: Bool)
    }

    /// Half a SHA-256, kept in place: what is remembered costs the same whatever it was.
    private struct Mark: Hashable {
        let high, low: UInt64

        init(_ key: String, _ id: String) {
            let hash = SHA256.hash(utf8: "\(key).\(id)")
            high = hash[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
            low = hash[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    private struct Generation {
        var marks: Set<Mark> = []
        var counts: [String: Int] = [:]
    }

    private struct State {
        var current = Generation()
        var previous = Generation()
        var turnsAt = UnixTime(seconds: 0)
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: proofs that are remembered at once; at 16 bytes each and some room.
    init(capacity: Int = 1_000_000) {
        self.capacity = capacity
    }

    /// Remembers a proof by its key's thumbprint and its number.
    ///
    /// Two generations take turns, so that forgetting costs nothing: what is admitted stays at
    /// least until `end`, provided that every `end` lies equally far ahead.
    func admit(
        _ id: String, by key: String, until end: UnixTime, at now: UnixTime
    ) -> Admission {
        let mark = Mark(key, id)
        return state.withLock { state in
            if now >= state.turnsAt {
                let isStale = now.seconds - state.turnsAt.seconds >= end.seconds - now.seconds
                state.previous = isStale ? Generation() : state.current
                state.current = Generation()
                state.turnsAt = end
            }
            guard !state.current.marks.contains(mark), !state.previous.marks.contains(mark) else {
                return .replayed
            }
            guard state.current.marks.count + state.previous.marks.count < capacity else {
                return .full(isKeys: false)
            }
            let own = state.current.counts[key, default: 0]
            guard own + state.previous.counts[key, default: 0] < max(capacity / 10, 1) else {
                return .full(isKeys: true)
            }
            state.current.marks.insert(mark)
            state.current.counts[key] = own + 1
            return .admitted
        }
    }
}
