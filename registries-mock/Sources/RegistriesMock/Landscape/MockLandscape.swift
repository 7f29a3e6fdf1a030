import Hummingbird
package import Logging
package import OpenSSL
package import ServiceLifecycle
package import Transport

/// The mocks, ready to run inside a program: each is a server of its own, and they share
/// their data.
package struct MockLandscape: Sendable {
    /// What the mocks share; a test may change it while they run.
    package let state: MockState
    /// The servers, by name.
    package let servers: [HTTPServer]
    private let kept: [any Service]

    /// Makes the servers of a configuration; none listens before it is run.
    ///
    /// - Parameter clock: the time by which tokens and ages are made.
    /// - Throws: `OpenSSLError` where no random bytes or MACs are to be had.
    package init(
        configuration: LandscapeConfiguration, state: MockState, logger: Logger,
        clock: @escaping @Sendable () -> UnixTime = { .now() }
    ) throws(OpenSSLError) {
        self.state = state
        var servers: [HTTPServer] = []
        var kept: [any Service] = []
        func add(_ server: HTTPServer, as mock: MockName) {
            servers.append(server)
            kept.append(MockServer(server: server, door: state.door(of: mock)))
        }
        if let brp = configuration.brp {
            let router = Self.router(.brp, state)
            BRPRoutes(state: state, clock: clock).add(to: router)
            RegistryExchange.addDocument(
                configuration.documents[.brp], at: BRPRoutes.documentPath,
                version: BRPRoutes.version, to: router)
            add(Self.registry("brp-mock", router, brp, logger), as: .brp)
        }
        if let bri = configuration.bri {
            let router = Self.router(.bri, state)
            BRIRoutes(state: state).add(to: router)
            RegistryExchange.addDocument(
                configuration.documents[.bri], at: BRIRoutes.documentPath,
                version: BRIRoutes.version, to: router)
            add(Self.registry("bri-mock", router, bri, logger), as: .bri)
        }
        if let registers = configuration.registers {
            let router = Router(context: AppContext.self)
            router.add(
                middleware: MockMiddleware(.registers, state: state) { request in
                    RegisterRoutes.mock(of: request.uri.path, in: state)
                })
            RegisterRoutes(state: state, clock: clock).add(to: router)
            RegistryExchange.addDocument(
                configuration.documents[.registers], at: RegisterRoutes.documentPath,
                version: RegisterRoutes.version, to: router)
            add(Self.registry("registers-mock", router, registers, logger), as: .registers)
        }
        var keys: SigningKeys?
        if let digid = configuration.digid {
            let provider = try IdentityProvider(digid.digid, clock: clock)
            keys = provider.tokens.keys
            let router = Self.router(.digid, state)
            DigiDRoutes(provider: provider, state: state).add(to: router)
            add(
                HTTPServer(
                    name: "digid-mock", router: router, address: digid.address, tls: digid.tls,
                    clients: .none, logger: logger,
                    onRunning: { port in
                        provider.isRunning(on: port)
                        await digid.onRunning(port)
                    }), as: .digid)
        }
        if let services = configuration.trustServices {
            let router = Self.router(.trustServices, state)
            TrustServiceRoutes(lists: configuration.lists).add(to: router)
            if let unit = services.unit {
                TimestampRoutes(unit: unit, state: state, clock: clock).add(to: router)
            }
            add(
                HTTPServer(
                    name: "trust-services-mock", router: router, address: services.address,
                    tls: services.tls, clients: .none, logger: logger,
                    onRunning: services.onRunning), as: .trustServices)
        }
        if let control = configuration.control {
            let router = Router(context: AppContext.self)
            router.addHealth()
            ControlRoutes(state: state, lists: configuration.lists, keys: keys).add(to: router)
            let server = HTTPServer(
                name: "mock-control", router: router,
                address: ServerAddress(host: "127.0.0.1", port: control.port), tls: nil,
                clients: .none, logger: logger, onRunning: control.onRunning)
            servers.append(server)
            kept.append(server)
        }
        self.servers = servers
        self.kept = kept
    }

    /// The servers as services of an outer group.
    ///
    /// Here a port closes while a fault says so; the `servers` alone do not know of it.
    package var services: [any Service] { kept }

    private static func router(_ mock: MockName, _ state: MockState) -> Router<AppContext> {
        let router = Router(context: AppContext.self)
        router.add(middleware: MockMiddleware(mock, state: state))
        return router
    }

    private static func registry(
        _ name: String, _ router: Router<AppContext>, _ registry: LandscapeConfiguration.Registry,
        _ logger: Logger
    ) -> HTTPServer {
        HTTPServer(
            name: name, router: router, address: registry.address, tls: registry.tls,
            clients: .required(registry.clients), logger: logger, onRunning: registry.onRunning)
    }
}
