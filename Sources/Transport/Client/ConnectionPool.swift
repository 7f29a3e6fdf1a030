internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// The connections of one client on one event loop: everything here happens on that loop, without a
/// lock and without a hop.
///
/// A target has its own slots and its own queue for them: one that stalls holds up the calls to
/// itself alone, and takes no more connections and memory than that. So does each of several names
/// behind one target, which share its connections.
final class ConnectionPool {
    struct Target: Hashable {
        let host: String
        let port: Int
    }

    /// Connections per target, idle ones included; who comes then waits for one.
    private let maximumOpen: Int
    /// Calls that wait for a connection to one target; who comes then is refused.
    static let maximumWaiting = 2048
    /// Shorter than servers keep idle connections, so that seldom both sides close at once.
    private static let idleTime = TimeAmount.seconds(30)

    /// How many times the connections a target has where calls to it bear names.
    private static let connectionsForNames = 4

    private let loop: any EventLoop
    private let slots = CallSlots(
        perName: OrganisationClient.slotsPerName, maximumWaiting: maximumWaiting)
    private var tls: NIOSSLContext
    /// Counts identities: a connection of an earlier one is not used again.
    private var generation = 0
    private var idle: [Target: [ClientConnection]] = [:]
    private var open: [ObjectIdentifier: ClientConnection] = [:]
    private var counts: [Target: Int] = [:]
    private var waiting: [Target: CircularBuffer<ClientExchange>] = [:]
    private var sweep: Scheduled<Void>?
    private var isStopped = false

    init(loop: any EventLoop, tls: NIOSSLContext, maximumOpen: Int) {
        self.loop = loop
        self.maximumOpen = maximumOpen
        self.tls = tls
    }

    /// Begins an exchange, on an idle connection where there is one.
    func begin(
        _ exchange: ClientExchange,
        _ continuation: CheckedContinuation<ClientExchange.Outcome, Never>
    ) {
        guard exchange.start(continuation, on: loop) else { return }
        guard let name = exchange.call.slots else { return attempt(exchange, reusing: true) }
        slots.take(exchange, of: name) { self.attempt($0, reusing: true) }
    }

    func attempt(_ exchange: ClientExchange, reusing: Bool) {
        guard !isStopped else {
            return exchange.finish(
                .failure(TransportError(.stopped, "expected a client that was not shut down")))
        }
        let address = exchange.call.address
        let target = Target(host: address.host, port: address.port)
        while reusing, let connection = idle[target]?.popLast() {
            // Each call's decision judges anew: another call may have accepted what this one must
            // not, and a certificate may have been revoked since.
            if (try? exchange.call.peer(connection.chain)) != nil {
                return connection.send(exchange)
            }
            connection.abandon()
        }
        let maximum = maximumOpen * (exchange.call.slots == nil ? 1 : Self.connectionsForNames)
        guard counts[target, default: 0] < maximum else {
            return queue(exchange, for: target)
        }
        connect(exchange, to: target)
    }

    /// Keeps a call until a connection is free; its own clock runs on.
    private func queue(_ exchange: ClientExchange, for target: Target) {
        var queue = waiting.removeValue(forKey: target) ?? CircularBuffer()
        // Those that were given up meanwhile make room.
        if queue.count >= Self.maximumWaiting { queue.removeAll { $0.isDone } }
        let hasRoom = queue.count < Self.maximumWaiting
        if hasRoom { queue.append(exchange) }
        waiting[target] = queue
        if !hasRoom { exchange.finish(.failure(CallSlots.overfull)) }
    }

    /// Lets the next call that waits for a target have its turn.
    private func serveWaiting(_ target: Target) {
        while let exchange = waiting[target]?.popFirst() {
            if waiting[target]?.isEmpty == true { waiting[target] = nil }
            if exchange.isDone { continue }
            return attempt(exchange, reusing: true)
        }
    }

    func giveBack(_ connection: ClientConnection) {
        guard !isStopped, connection.generation == generation else { return connection.abandon() }
        idle[connection.target, default: []].append(connection)
        if waiting[connection.target] != nil { return serveWaiting(connection.target) }
        scheduleSweep()
    }

    func forget(_ connection: ClientConnection) {
        guard open.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        let target = connection.target
        let left = counts[target, default: 1] - 1
        counts[target] = left > 0 ? left : nil
        idle[target]?.removeAll { $0 === connection }
        if idle[target]?.isEmpty == true { idle[target] = nil }
        if waiting[target] != nil { serveWaiting(target) }
    }

    /// Takes another identity for new connections, and closes those that are idle.
    func replace(tls: NIOSSLContext) {
        self.tls = tls
        generation += 1
        for connection in idle.values.joined() { connection.abandon() }
    }

    /// Closes everything; exchanges in progress end as `stopped`.
    func stop() {
        isStopped = true
        sweep?.cancel()
        let calls = slots.stop() + waiting.values.joined()
        waiting = [:]
        for exchange in calls {
            exchange.finish(
                .failure(TransportError(.stopped, "expected a client that was not shut down")))
        }
        for connection in open.values {
            connection.failed(TransportError(.stopped, "expected a client that was not shut down"))
        }
    }

    private func connect(_ exchange: ClientExchange, to target: Target) {
        let connection = ClientConnection(
            pool: self, target: target, generation: generation, exchange: exchange)
        exchange.connection = connection
        open[ObjectIdentifier(connection)] = connection
        counts[target, default: 0] += 1
        let bound = NIOLoopBound((connection, exchange.call), eventLoop: loop)
        let name = exchange.call.address.isLiteral ? nil : target.host
        let bootstrap = ClientBootstrap(group: loop)
            // The exchange's own clock ends it; this one only clears up after it.
            .connectTimeout(exchange.call.deadline - .now() + .seconds(1))
            .channelInitializer { [tls] channel in
                channel.eventLoop.makeCompletedFuture {
                    let (connection, call) = bound.value
                    try channel.pipeline.syncOperations.addHandlers([
                        NIOSSLClientHandler(
                            context: tls, serverHostname: name,
                            customVerificationCallback: connection.peer.callback(call.peer)),
                        HTTPRequestEncoder(),
                        ByteToMessageHandler(HTTPResponseDecoder(limitConfiguration: Self.limits)),
                        connection,
                    ])
                }
            }
        let connecting: EventLoopFuture<any Channel>
        if let literal = try? SocketAddress(ipAddress: target.host, port: target.port) {
            connecting = bootstrap.connect(to: literal)
        } else {
            connecting = bootstrap.connect(host: target.host, port: target.port)
        }
        connecting.assumeIsolated().whenFailure { connection.failed($0) }
    }

    /// Looks at the idle connections every few seconds, and only while there are any.
    private func scheduleSweep() {
        guard sweep == nil else { return }
        sweep = loop.assumeIsolated().scheduleTask(in: .seconds(5)) {
            self.sweep = nil
            let limit = NIODeadline.now() - Self.idleTime
            for connection in self.idle.values.joined() where connection.idleSince < limit {
                connection.abandon()
            }
            if !self.idle.isEmpty { self.scheduleSweep() }
        }
    }

    private static let limits: NIOHTTPDecoderLimitConfiguration = {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 32 * 1024
        limits.maxHeaderListSize = 64 * 1024
        limits.maxHeaderFieldCount = 128
        return limits
    }()
}
