import BlueButton
package import Logging
import OpenSSL
import PartySetup
package import ServiceLifecycle
package import Sovereignty
package import Transport
import Trust

/// The housing corporation's program, wired: two servers, the store and what runs beside them.
package struct ReceiverProgram: Sendable {
    /// The two doors of the program.
    package enum Door: String, Sendable {
        case `public`
        case backOffice
    }

    /// For citizens' programs and the service.
    package let server: HTTPServer
    /// For the corporation's own people and programs.
    package let backOffice: HTTPServer
    /// What runs beside them.
    package let others: [any Service]

    /// Opens the store, verifies the directory and puts everything together.
    ///
    /// - Parameters:
    ///   - timestamps: in the place of the configured authority.
    ///   - proofs: where the log's consistency proofs come from; by default the service.
    ///   - onRunning: told of each door's port when it is open.
    /// - Throws: `Refusal` for a directory that is not valid, older than one seen, or does not list
    ///   this corporation under this address; `SetupError`, `StoreError`, `TransportError`.
    package init(
        _ configuration: ReceiverConfiguration, clock: WallClock = .system,
        timestamps: (any TimestampAuthority)? = nil, logger: Logger,
        proofs: (any ConsistencySource)? = nil,
        onRunning: @escaping @Sendable (Door, Int) async -> Void = { _, _ in }
    ) async throws {
        let anchors = configuration.trust
        let trust: @Sendable () -> TrustStore = { anchors }
        let store = try ReceiverStore(folder: configuration.dataFolder, logger: logger)
        let client = try Self.client(anchors)
        let authority =
            try timestamps
            ?? TimestampClient(configuration.timestamping, trust: trust, clock: clock)
        let directories = try await Self.directories(
            configuration, store: store, client: client, trust: trust, clock: clock)
        let sealer = configuration.sealer
        let site = Site(
            origin: configuration.publicOrigin, notice: configuration.notice,
            confirmationPage: configuration.confirmationPage)
        try await Self.check(site, of: sealer, in: directories)
        let requests = RequestDesk(
            store: store, directories: directories, sealer: sealer, trust: trust, clock: clock,
            site: site, life: Int64(configuration.requestDays) * 86_400)
        let confirmations = ConfirmationDesk(store: store, clock: clock)
        let api = PublicAPI(
            requests: requests,
            packages: PackageDesk(
                store: store, directories: directories,
                witness: LogWitness(
                    store: store,
                    source: proofs
                        ?? client.map {
                            ServiceLog(client: $0, service: configuration.service)
                                as any ConsistencySource
                        }, logger: logger),
                sealer: sealer, trust: trust, timestamps: authority, clock: clock, logger: logger,
                site: site),
            confirmations: configuration.confirmationPage == nil ? confirmations : nil,
            withdrawals: WithdrawalDesk(
                store: store, sealer: sealer, trust: trust, timestamps: authority, clock: clock,
                logger: logger, patience: configuration.timestamping.patience),
            store: store)
        server = HTTPServer(
            name: "receiver", router: api.router(openAPI: configuration.openAPI),
            address: configuration.address, tls: configuration.tls, clients: .none,
            limits: ServerLimits(), logger: logger, problems: ReceiverProblems.problem,
            onRunning: { port in await onRunning(.public, port) })
        let isPlain = configuration.backOfficeClients.isEmpty
        let office = BackOfficeAPI(
            requests: requests, confirmations: confirmations,
            archive: PackageArchive(store: store), store: store)
        backOffice = HTTPServer(
            name: "back office",
            router: office.router(isPlain: isPlain, openAPI: configuration.openAPI),
            address: configuration.backOffice, tls: isPlain ? nil : configuration.tls,
            clients: isPlain
                ? .none
                : .required(
                    PeerJudgement.clients(
                        configuration.backOfficeClients, trust: trust, now: { clock.now() })),
            limits: ServerLimits(), logger: logger, problems: ReceiverProblems.problem,
            onRunning: { port in await onRunning(.backOffice, port) })
        let sweep = Sweep(store: store, clock: clock, logger: logger)
        let clients: [(any Service)?] = [client, authority as? any Service]
        others = [sweep] + clients.compactMap { $0 }
    }

    /// A client for the service, where the trust folder has anchors for TLS.
    private static func client(_ trust: TrustStore) throws(TransportError) -> PublicClient? {
        let anchors = trust.anchors(for: .tls)
        guard !anchors.isEmpty else { return nil }
        return try PublicClient(anchorsPEM: anchors.map(\.pem).joined())
    }

    private static func directories(
        _ configuration: ReceiverConfiguration, store: ReceiverStore, client: PublicClient?,
        trust: @escaping @Sendable () -> TrustStore, clock: WallClock
    ) async throws -> DirectoryKeeper {
        do {
            return try await DirectoryKeeper(
                configured: configuration.directory, store: store,
                fetcher: client.map {
                    DirectoryFetcher(client: $0, service: configuration.service)
                }, trust: trust, clock: clock)
        } catch is DirectoryUnavailable {
            throw TransportError(
                .unreachable, "expected a directory: as a file, or from the service")
        }
    }

    /// Demands that the directory lists this corporation, and its addresses.
    private static func check(
        _ site: Site, of sealer: Sealer, in directories: DirectoryKeeper
    ) async throws {
        let recipient = try await directories.current().recipient(OIN(sealer.oin))
        try recipient.allows(address: site.responses)
        if let page = site.confirmationPage { try recipient.allows(address: page) }
    }
}
