internal import NIOCore
internal import Synchronization

/// The connections of a server on which no request is in progress: just opened, in their handshake,
/// slow with their headers, or kept alive.
///
/// Where a server nears its bound of connections, the one that has been idle longest is closed for
/// each new one. Whoever opens thousands and asks nothing thus pushes out others of his own: an
/// honest caller asks within moments of connecting, and is then no longer among them.
final class IdleConnections: Sendable {
    private struct State {
        var open = 0
        var next: UInt64 = 0
        /// No one idle has a smaller number.
        var oldest: UInt64 = 0
        var idle: [UInt64: any Channel] = [:]
    }

    private let state = Mutex(State())
    /// From this many open connections on the idle ones make room.
    private let bound: Int

    /// - Parameter maximum: where the server stops accepting; room is made well before.
    init(maximum: Int) {
        bound = max(1, maximum - maximum / 4)
    }

    /// How many are open, busy ones included.
    var open: Int { state.withLock { $0.open } }

    /// A connection was opened; where that is one too many, another is closed.
    func opened(_ channel: any Channel) -> UInt64 {
        let (place, surplus) = state.withLock { state in
            state.open += 1
            let surplus = state.open > bound ? Self.takeOldest(&state) : nil
            return (Self.add(channel, &state), surplus)
        }
        surplus?.close(promise: nil)
        return place
    }

    /// A request ended on a connection, which is idle from now on.
    func idles(_ channel: any Channel) -> UInt64 {
        state.withLock { Self.add(channel, &$0) }
    }

    /// A request began on an idle connection.
    func asks(_ place: UInt64) {
        state.withLock { $0.idle[place] = nil }
    }

    /// A connection was closed.
    func closed(_ place: UInt64?) {
        state.withLock { state in
            state.open -= 1
            if let place { state.idle[place] = nil }
        }
    }

    private static func add(_ channel: any Channel, _ state: inout State) -> UInt64 {
        defer { state.next += 1 }
        state.idle[state.next] = channel
        return state.next
    }

    private static func takeOldest(_ state: inout State) -> (any Channel)? {
        while state.oldest < state.next {
            defer { state.oldest += 1 }
            if let channel = state.idle.removeValue(forKey: state.oldest) { return channel }
        }
        return nil
    }
}
