internal import NIOCore

/// What is known of one connection; every request on it finds it in its `AppContext`.
///
/// It travels as a task-local value: Hummingbird handles all requests of a connection in one task,
/// and makes the context of each inside it.
final class ConnectionRecord: Sendable {
    @TaskLocal static var current: ConnectionRecord?

    let peer = PeerRecord()
    /// Who decides about the peer; nil where none is demanded.
    let decide: PeerDecision?
    let remote: SocketAddress?
    let limits: ServerLimits

    init(decide: PeerDecision?, remote: SocketAddress?, limits: ServerLimits) {
        self.decide = decide
        self.remote = remote
        self.limits = limits
    }

    /// False where a peer was demanded and none was judged good, now as in the handshake: who was
    /// revoked since asks nothing more.
    var mayAsk: Bool {
        guard let decide else { return true }
        let found = peer.value
        guard found.identity != nil else { return false }
        return (try? decide(found.chain)) != nil
    }
}
