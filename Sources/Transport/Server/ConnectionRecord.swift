internal import NIOCore

/// What is known of one connection; every request on it finds it in its `AppContext`.
///
/// It travels as a task-local value: Hummingbird handles all requests of a connection in one task,
/// and makes the context of each inside it.
final class ConnectionRecord: Sendable {
    @TaskLocal static var current: ConnectionRecord?

    let peer = PeerRecord()
    let demandsPeer: Bool
    let remote: SocketAddress?
    let limits: ServerLimits

    init(demandsPeer: Bool, remote: SocketAddress?, limits: ServerLimits) {
        self.demandsPeer = demandsPeer
        self.remote = remote
        self.limits = limits
    }

    /// False where a peer was demanded and none was judged good.
    var mayAsk: Bool { !demandsPeer || peer.identity != nil }
}
