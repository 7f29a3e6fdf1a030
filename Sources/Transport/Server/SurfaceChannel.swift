internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOSSL

/// A connection to a server of ours: TLS with our own decision about the peer, NIO's HTTP/1.1, the
/// guard, and Hummingbird's loop over requests.
///
/// Hummingbird's own TLS channel hands the validated peer to no one; this one keeps a record per
/// connection that the callback fills and `AppContext` reads. Its own HTTP/1.1 channel would parse
/// each request's target a second time.
struct SurfaceChannel: HTTPChannelHandler {
    typealias Parts = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    struct Connection: ServerChildChannelValue {
        let http: Parts
        let record: ConnectionRecord
        var channel: any Channel { http.channel }
    }

    typealias Value = Connection

    let responder: HTTPChannelHandler.Responder
    let tls: ServerTLS?
    let clients: ClientAuthentication
    let limits: ServerLimits
    let idle: IdleConnections

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
        let record = ConnectionRecord(
            decide: decision, remote: channel.remoteAddress, limits: limits)
        return channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            if let tls { try pipeline.addHandler(handler(tls.context, record)) }
            // What we write is checked where it is made, by HTTPTypes.
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false,
                withOutboundHeaderValidation: false, withEncoderConfiguration: .init(),
                withDecoderLimitConfiguration: bounds)
            try pipeline.addHandlers([
                ConnectionGuard(record: record, idle: idle, logger: logger),
                HTTPConnectionStateHandler(idleTimeout: limits.idleTime, logger: logger),
            ])
            let http = try Parts(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: true))
            return Connection(http: http, record: record)
        }
    }

    private var bounds: NIOHTTPDecoderLimitConfiguration {
        var bounds = NIOHTTPDecoderLimitConfiguration()
        bounds.maxHeaderFieldSize = limits.headerBytes
        bounds.maxHeaderListSize = limits.headerBytes
        bounds.maxHeaderFieldCount = limits.headerCount
        return bounds
    }

    func handle(value: Connection, logger: Logger) async {
        await ConnectionRecord.$current.withValue(value.record) {
            await handleHTTP(asyncChannel: value.http, logger: logger)
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
