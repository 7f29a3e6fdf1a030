package import Hummingbird
internal import HummingbirdCore
package import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import ServiceLifecycle

/// An HTTP/1.1 server behind TLS 1.3, with our limits, problems and peers.
///
/// Several of them run in one process, each as a service of one outer `ServiceGroup`.
package struct HTTPServer: Service, CustomStringConvertible {
    private let name: String
    private let routes: LiveRoutes
    private let address: ServerAddress
    private let tls: Result<ServerTLS, TransportError>?
    private let clients: ClientAuthentication
    private let limits: ServerLimits
    private let logger: Logger
    private let problems: @Sendable (any Error) -> Problem?
    private var onRunning: @Sendable (_ port: Int) async -> Void

    /// - Parameters:
    ///   - tls: nil for plain HTTP, which is for this machine alone: any other host is refused.
    ///   - clients: whether callers show a certificate, and who decides about it.
    ///   - problems: maps errors of the program's modules to problems; nil means unforeseen.
    ///   - onRunning: called once with the port, when connections are accepted.
    package init(
        name: String, router: Router<AppContext>, address: ServerAddress, tls: TLSIdentity?,
        clients: ClientAuthentication, limits: ServerLimits = ServerLimits(), logger: Logger,
        problems: @escaping @Sendable (any Error) -> Problem? = { _ in nil },
        onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.name = name
        self.routes = LiveRoutes(router)
        self.address = address
        self.tls = tls.map { identity in
            Result { () throws(TransportError) in try ServerTLS(identity, clients: clients) }
        }
        self.clients = clients
        self.limits = limits
        self.logger = logger
        self.problems = problems
        self.onRunning = onRunning
    }

    /// Serves until the surrounding group shuts down gracefully or the task is cancelled.
    ///
    /// - Throws: `TransportError` with `plain-refused`, `tls-identity-invalid` or
    ///   `address-unavailable`.
    package func run() async throws {
        let tls = try serverTLS()
        let (clients, limits, onRunning) = (clients, limits, onRunning)
        let shedding = LoadShedding(
            maximum: limits.maximumRequests, longestDelay: limits.longestDelay,
            longestWork: limits.longestWork, work: ServingProcess.work)
        let idle = IdleConnections(maximum: limits.maximumConnections)
        let surface = SurfaceResponder(
            routes: routes, isSecure: tls != nil, shedding: shedding, problems: problems)
        let server = try HTTPServerBuilder { responder in
            SurfaceChannel(
                responder: responder, tls: tls, clients: clients, limits: limits, idle: idle)
        }.buildServer(
            configuration: ServerConfiguration(
                address: .hostname(address.host, port: address.port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    limits.maximumConnections, logger: logger)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
            responder: { request, writer, channel in
                try await surface.answer(request, on: channel, logger: logger, to: writer)
            },
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) })
        let watching = Task { await shedding.watch() }
        defer { watching.cancel() }
        do {
            try await server.run()
        } catch let error as IOError {
            throw TransportError(
                .addressUnavailable,
                "expected \(name) to listen on \(address.description)"
                    + " (errno \(error.errnoCode))")
        } catch is SocketAddressError.UnknownHost {
            throw TransportError(
                .addressUnavailable,
                "expected \(name) to listen on \(address.description): no such host is known")
        }
    }

    /// The name alone: lifecycle logs describe their services.
    package var description: String { name }

    /// The same server with one more listener for its port.
    func reporting(_ alsoRunning: @escaping @Sendable (Int) async -> Void) -> HTTPServer {
        var server = self
        server.onRunning = { [onRunning] port in
            await onRunning(port)
            await alsoRunning(port)
        }
        return server
    }

    private func serverTLS() throws(TransportError) -> ServerTLS? {
        if let tls { return try tls.get() }
        guard address.isLoopback else {
            throw TransportError(
                .plainRefused, "expected plain HTTP on a loopback address only")
        }
        guard case .none = clients else {
            throw TransportError(.plainRefused, "expected TLS where clients are judged")
        }
        return nil
    }

    /// Lets new connections take another identity; those that were made keep theirs.
    ///
    /// - Throws: `tls-identity-invalid`; the one before stays. A server without TLS stays so.
    package func replace(tls identity: TLSIdentity) throws(TransportError) {
        try tls?.get().replace(with: identity)
    }

    /// Lets new requests take other routes; those that were begun end as they began.
    package func replace(router: Router<AppContext>) {
        routes.replace(with: router)
    }
}
