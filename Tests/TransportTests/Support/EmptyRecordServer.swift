import Hummingbird
import HummingbirdCore
import ServiceLifecycle

@testable import Transport

/// A server that demands a peer, on a channel whose callback is never called: what a resumed
/// session looks like to the guard.
struct EmptyRecordServer {
    let decision: PeerDecision

    func whileRunning<Value: Sendable>(
        _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> Value {
        let (ports, report) = AsyncStream.makeStream(of: Int.self)
        let decision = decision
        let application = Application(
            responder: TestServer.router().buildResponder(),
            server: HTTPServerBuilder { responder in
                SurfaceChannel(
                    responder: responder, tls: nil, clients: .required(decision),
                    limits: ServerLimits(), idle: IdleConnections(maximum: 100))
            },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { report.yield($0.localAddress?.port ?? 0) },
            logger: TestServer.quiet)
        let group = ServiceGroup(
            configuration: .init(services: [application], logger: TestServer.quiet))
        async let running: Void = group.run()
        var iterator = ports.makeAsyncIterator()
        let port = await iterator.next() ?? 0
        let value = try await body(port)
        await group.triggerGracefulShutdown()
        try await running
        return value
    }
}
