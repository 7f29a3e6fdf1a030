import BlueButton
package import Logging
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

    let parts: ServiceParts
    private let outbox: Outbox
    private let sealing: LiveSealing
    private let fetcher: RevocationFetcher

    /// Verifies the directory, opens the store and puts everything together.
    ///
    /// - Parameter timestamps: in the place of the configured authority.
    /// - Throws: `Refusal` for a directory that is not valid or older than one seen, `SetupError`,
    ///   `StoreError`, `TransportError`.
    package init(
        _ configuration: ServiceConfiguration, acceptsRestored: Bool = false,
        clock: WallClock = .system,
        timestamps: (any TimestampAuthority)? = nil, logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws {
        let shelf = RevocationShelf(folder: "\(configuration.dataFolder)/crls")
        let trust = LiveTrust(
            configuration.trust, fetched: shelf.lists(by: configuration.trust))
        let directory = try configuration.verifiedDirectory(trust: trust.store, at: clock.now())
        try Renewal.atStart {
            try configuration.checkIdentities(
                in: directory, trust: trust.store, at: clock.now())
        }
        let author = LogAuthor(actor: try OIN(configuration.sealer.oin), clock: clock)
        let store = try ServiceStore(
            folder: configuration.dataFolder,
            signer: NoteSigner(name: NoteName(directory.log.origin), key: configuration.logKey),
            author: author, acceptsRestored: acceptsRestored, logger: logger)
        try await store.log.check()
        try directory.succeeds(version: await store.highestDirectoryVersion())
        try await store.keep(directory: directory)
        let provider = try configuration.identityProvider.keys(
            of: directory, trust: trust.store, clock: clock, logger: logger)
        let authority =
            try timestamps
            ?? TimestampClient(configuration.timestamping, trust: trust.source, clock: clock)
        let parts = try ServiceParts(
            store: store, logDesk: LogDesk(log: store.log, author: author),
            client: OrganisationClient(identity: configuration.tls), provider: provider,
            timestamps: authority, trust: trust, clock: clock, directory: directory,
            logger: logger)
        let fetcher = RevocationFetcher(
            trust: trust, shelf: shelf, addresses: { parts.directory.revocationAddresses },
            clock: clock, interval: configuration.listInterval, logger: logger)
        let sealing = LiveSealing(parts.sealing(configuration))
        let outbox = Outbox(
            store: store,
            delivery: RecipientDelivery(client: parts.client, judge: parts.judge),
            sealing: sealing, sealer: configuration.sealer, trust: trust.source,
            directory: { parts.directory }, clock: clock,
            signal: parts.signal, gate: parts.gate, logger: logger)
        server = HTTPServer(
            name: "service", router: try parts.router(configuration, directory: directory),
            address: configuration.address, tls: configuration.tls, clients: .none,
            logger: logger,
            problems: ServiceProblems.problem, onRunning: onRunning)
        // Stopped last to first: the outbox finishes what it has in hand before its clients go.
        let services: [(any Service)?] = [
            parts.client, provider, authority as? any Service, fetcher, outbox,
            StoreSweep(store: store, clock: clock, logger: logger),
        ]
        others = services.compactMap { $0 }
        self.parts = parts
        self.outbox = outbox
        self.sealing = sealing
        self.fetcher = fetcher
    }

    /// Takes seal, TLS, trust and directory of a configuration that was read anew.
    ///
    /// Requests that were begun end with what they began with. Address, data folder, access log and
    /// times stay as they were.
    ///
    /// - Throws: what is wrong; everything stays as it was then.
    package func reload(_ configuration: ServiceConfiguration) async throws {
        let (trust, now) = (parts.trust.candidate(folder: configuration.trust), parts.clock.now())
        let directory = try configuration.verifiedDirectory(trust: trust, at: now)
        try configuration.checkIdentities(in: directory, trust: trust, at: now)
        guard directory.log == parts.directory.log else {
            throw SetupError(
                .settingInvalid, "expected the access log of before: another one needs a start")
        }
        let discovery = try configuration.identityProvider.discovery(of: directory, trust: trust)
        let router = try parts.router(configuration, directory: directory)
        try directory.succeeds(version: await parts.store.highestDirectoryVersion())
        try await parts.store.keep(directory: directory)
        try parts.client.replace(identity: configuration.tls)
        try server.replace(tls: configuration.tls)
        parts.trust.replace(folder: configuration.trust)
        parts.take(directory)
        parts.provider.replace(with: directory, discovery: discovery)
        outbox.replace(sealer: configuration.sealer)
        sealing.replace(with: parts.sealing(configuration))
        server.replace(router: router)
        fetcher.wake()
    }
}
