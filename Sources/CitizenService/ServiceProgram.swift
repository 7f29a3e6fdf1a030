import BlueButton
package import Logging
import NIOCore
import OpenSSL
import PartySetup
package import ServiceLifecycle
package import Sovereignty
import StoreSQLite
package import Transport
import TransparencyLog
import Trust

/// The service in the middle, wired: server, outbox, store and the clients that they need.
package struct ServiceProgram: Sendable {
    /// The server, for those who wait until it runs.
    package let server: HTTPServer
    /// What runs beside it.
    package let others: [any Service]

    /// Verifies the directory, opens the store and puts everything together.
    ///
    /// - Parameter timestamps: in the place of the configured authority.
    /// - Throws: `Refusal` for a directory that is not valid or older than one seen, `SetupError`,
    ///   `StoreError`, `TransportError`.
    package init(
        _ configuration: ServiceConfiguration, clock: WallClock = .system,
        timestamps: (any TimestampAuthority)? = nil, logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws {
        let anchors = configuration.trust
        let trust: @Sendable () -> TrustStore = { anchors }
        let directory = try configuration.verifiedDirectory(at: clock.now())
        let author = LogAuthor(actor: try OIN(configuration.sealer.oin), clock: clock)
        let store = try ServiceStore(
            folder: configuration.dataFolder,
            signer: NoteSigner(name: NoteName(directory.log.origin), key: configuration.logKey),
            author: author, logger: logger)
        try await store.log.check()
        try directory.succeeds(version: await store.highestDirectoryVersion())
        try await store.keep(directory: directory)
        let logDesk = LogDesk(log: store.log, author: author)

        let clients = try OrganisationClient(identity: configuration.tls)
        let provider = try configuration.identityProvider.keys(
            of: directory, trust: anchors, clock: clock, logger: logger)
        let authority =
            try timestamps
            ?? TimestampClient(configuration.timestamping, trust: trust, clock: clock)
        let judge = OrganisationJudge(trust: trust, clock: clock)
        let signal = OutboxSignal()
        let gate = DeliveryGate()
        let source = GatewaySource(client: clients, judge: judge)
        let directories = DirectoryShelf(
            current: directory, store: store, trust: trust, clock: clock)
        let api = ServiceAPI(
            directories: directories,
            citizens: try CitizenAuthentication(
                directory: directory, provider: provider, clock: clock),
            federation: OverviewFederation(
                source: source, sealer: configuration.sealer, trust: trust,
                timestamps: authority, clock: clock, logger: logger,
                patience: configuration.patience,
                stampPatience: configuration.timestamping.patience),
            relay: AttestationRelay(
                source: source, store: store, logDesk: logDesk, clock: clock,
                patience: .seconds(10)),
            desk: ReleaseDesk(
                store: store, sealer: configuration.sealer, trust: trust, clock: clock,
                signal: signal, gate: gate, retention: configuration.retention),
            store: store, logDesk: logDesk, clock: clock)
        server = HTTPServer(
            name: "service", router: api.router(openAPI: configuration.openAPI),
            address: configuration.address, tls: configuration.tls, clients: .none,
            logger: logger,
            problems: ServiceProblems.problem, onRunning: onRunning)
        let outbox = Outbox(
            store: store,
            delivery: RecipientDelivery(client: clients, judge: judge),
            sealing: StampedRegistrations(
                sealer: configuration.sealer, log: store.log, timestamps: authority),
            sealer: configuration.sealer, trust: trust, directory: { directory }, clock: clock,
            signal: signal, gate: gate, logger: logger)
        // Stopped last to first: the outbox finishes what it has in hand before its clients go.
        let services: [(any Service)?] = [
            clients, provider, authority as? any Service, outbox,
            StoreSweep(store: store, clock: clock, logger: logger),
        ]
        others = services.compactMap { $0 }
    }
}
