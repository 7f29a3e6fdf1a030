internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// A connection to a server of ours: TLS with our own decision about the peer, the guard, and
/// Hummingbird's HTTP/1.1.
///
/// Hummingbird's own TLS channel hands the validated peer to no one; this one keeps a record per
/// connection that the callback fills and `AppContext` reads.
struct SurfaceChannel: ServerChildChannel {
    struct Connection: ServerChildChannelValue {
        let http: HTTP1Channel.Value
        let record: ConnectionRecord
        var channel: any Channel { http.channel }
    }

    typealias Value = Connection

    let base: HTTP1Channel
    let tls: ServerTLS?
    let clients: ClientAuthentication
    let limits: ServerLimits
    let idle: IdleConnections

    init(
        responder: @escaping HTTPChannelHandler.Responder, tls: ServerTLS?,
        clients: ClientAuthentication, limits: ServerLimits, idle: IdleConnections
    ) {
        base = HTTP1Channel(
            responder: responder,
            configuration: .init(
                idleTimeout: TimeAmount(limits.idleTime),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headerBytes,
                    maxHeaderListSize: limits.headerBytes,
                    maxHeaderFieldCount: limits.headerCount)))
        self.tls = tls
        self.clients = clients
        self.limits = limits
        self.idle = idle
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
        let record = ConnectionRecord(
            decide: decision, remote: channel.remoteAddress, limits: limits)
        return channel.eventLoop.makeCompletedFuture {
            if let tls {
                try channel.pipeline.syncOperations.addHandler(handler(tls.context, record))
            }
        }.flatMap {
            base.setup(channel: channel, logger: logger)
        }.flatMapThrowing { http in
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            let connectionGuard = ConnectionGuard(
                record: record, idle: idle, logger: logger)
            try pipeline.addHandler(connectionGuard, position: .after(decoder))
            return Connection(http: http, record: record)
        }
    }

    func handle(value: Connection, logger: Logger) async {
        await ConnectionRecord.$current.withValue(value.record) {
            await base.handle(value: value.http, logger: logger)
        }
    }

    private var decision: PeerDecision? {
        if case .required(let decide) = clients { decide } else { nil }
    }

    private func handler(_ tls: NIOSSLContext, _ record: ConnectionRecord) -> NIOSSLServerHandler {
        switch clients {
        case .none:
            NIOSSLServerHandler(context: tls)
        case .required(let decide):
            NIOSSLServerHandler(
                context: tls, customVerificationCallback: record.peer.callback(decide))
        }
    }
}
