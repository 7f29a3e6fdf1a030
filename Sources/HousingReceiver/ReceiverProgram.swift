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

    private let parts: ReceiverParts
    private let fetcher: RevocationFetcher

    /// Opens the store, verifies the directory and puts everything together.
    ///
    /// - Parameters:
    ///   - acceptsRestored: whether an older copy of the store is taken into use.
    ///   - timestamps: in the place of the configured authority.
    ///   - proofs: where the log's consistency proofs come from; by default the service.
    ///   - onRunning: told of each door's port when it is open.
    /// - Throws: `Refusal` for a directory that is not valid, older than one seen, or does not list
    ///   this corporation under this address; `SetupError`, `StoreError`, `TransportError`.
    package init(
        _ configuration: ReceiverConfiguration, acceptsRestored: Bool = false,
        clock: WallClock = .system,
        timestamps: (any TimestampAuthority)? = nil, logger: Logger,
        proofs: (any ConsistencySource)? = nil,
        onRunning: @escaping @Sendable (Door, Int) async -> Void = { _, _ in }
    ) async throws {
        let store = try ReceiverStore(
            folder: configuration.dataFolder, acceptsRestored: acceptsRestored, logger: logger)
        let shelf = RevocationShelf(folder: "\(configuration.dataFolder)/crls")
        let trust = LiveTrust(
            configuration.trust, fetched: shelf.lists(by: configuration.trust))
        let client = try Self.client(configuration.trust)
        let directories = try await Self.directories(
            configuration, store: store, client: client, trust: trust.source, clock: clock)
        let authority =
            try timestamps
            ?? TimestampClient(configuration.timestamping, trust: trust.source, clock: clock)
        let isPlain = configuration.backOfficeClients.isEmpty
        let parts = ReceiverParts(
            store: store, directories: directories, client: client, trust: trust,
            timestamps: authority, proofs: proofs, clock: clock,
            confirmations: ConfirmationDesk(store: store, clock: clock), isPlain: isPlain,
            logger: logger)
        try configuration.check(in: await directories.current())
        try Renewal.atStart {
            try configuration.checkIdentities(trust: trust.store, at: clock.now())
        }
        let fetcher = RevocationFetcher(
            trust: trust, shelf: shelf, addresses: { directories.revocationAddresses },
            clock: clock, interval: configuration.listInterval, logger: logger)
        server = HTTPServer(
            name: "receiver", router: parts.publicRouter(configuration),
            address: configuration.address, tls: configuration.tls, clients: .none,
            limits: ServerLimits(), logger: logger, problems: ReceiverProblems.problem,
            onRunning: { port in await onRunning(.public, port) })
        let officeClients = configuration.backOfficeClients
        backOffice = HTTPServer(
            name: "back office", router: parts.officeRouter(configuration),
            address: configuration.backOffice, tls: isPlain ? nil : configuration.tls,
            clients: isPlain
                ? .none
                : .required(
                    PeerJudgement.clients(
                        { officeClients }, trust: trust, now: { clock.now() })),
            limits: ServerLimits(), logger: logger, problems: ReceiverProblems.problem,
            onRunning: { port in await onRunning(.backOffice, port) })
        let sweep = Sweep(store: store, clock: clock, logger: logger)
        let clients: [(any Service)?] = [client, authority as? any Service]
        others = [sweep, fetcher] + clients.compactMap { $0 }
        self.parts = parts
        self.fetcher = fetcher
    }

    /// Takes seal, TLS, trust and directory of a configuration that was read anew.
    ///
    /// Requests that were begun end with what they began with. Addresses, data folder, back office
    /// and times stay as they were.
    ///
    /// - Throws: what is wrong; everything stays as it was then.
    package func reload(_ configuration: ReceiverConfiguration) async throws {
        let (trust, now) = (parts.trust.candidate(folder: configuration.trust), parts.clock.now())
        let directory = try await parts.directories.candidate(
            configuration.directory, trust: trust, at: now)
        try configuration.check(in: directory)
        try configuration.checkIdentities(trust: trust, at: now)
        try await parts.store.keep(directory: directory)
        let anchors = configuration.trust.anchors(for: .tls).map(\.pem).joined()
        try parts.client?.replace(anchorsPEM: anchors)
        try server.replace(tls: configuration.tls)
        try backOffice.replace(tls: configuration.tls)
        parts.trust.replace(folder: configuration.trust)
        parts.directories.take(directory, configured: configuration.directory, at: now)
        server.replace(router: parts.publicRouter(configuration))
        backOffice.replace(router: parts.officeRouter(configuration))
        fetcher.wake()
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
}
