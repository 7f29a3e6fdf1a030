import BlueButton
import JOSE
package import Logging
import OpenSSL
import PartySetup
package import ServiceLifecycle
package import Sovereignty
package import Transport
import Trust

/// A gateway, wired: its server, the client to the registries, and what fetches revocation lists.
package struct GatewayProgram: Sendable {
    package let server: HTTPServer
    package let others: [any Service]

    private let parts: GatewayParts

    /// What a start rests on, judged and not yet taken.
    private struct Prepared {
        let directory: Directory
        let memory: DirectoryVersionMemory
        let shelf: RevocationShelf
        let parts: GatewayParts
        let plan: GatewayParts.Plan

        init(_ configuration: GatewayConfiguration, clock: WallClock, logger: Logger) throws {
            shelf = RevocationShelf(folder: configuration.dataFolder.map { "\($0)/crls" })
            let trust = LiveTrust(
                configuration.trust, fetched: shelf.lists(by: configuration.trust))
            directory = try Directory.verify(
                configuration.directory, trust: trust.store, at: clock.now())
            memory = DirectoryVersionMemory(folder: configuration.dataFolder)
            try memory.check(directory)
            let provider = try configuration.identityProvider.keys(
                of: directory, trust: trust.store, clock: clock, logger: logger)
            parts = GatewayParts(
                client: try OrganisationClient(identity: configuration.tls), provider: provider,
                trust: trust, clock: clock, logger: logger)
            let plan = try parts.plan(configuration, trust: trust.store)
            try Renewal.atStart {
                try plan.check(configuration, trust: trust.store, at: clock.now())
            }
            self.plan = plan
        }
    }

    /// Judges a configuration as a start would, and leaves the data folder as it is.
    ///
    /// - Throws: what `init` throws.
    package static func check(
        _ configuration: GatewayConfiguration, clock: WallClock = .system, logger: Logger
    ) throws {
        _ = try Prepared(configuration, clock: clock, logger: logger)
    }

    /// - Throws: `Refusal` for a directory that is not valid or, where there is a data folder, older
    ///   than one seen; `SetupError` where a source is not
    ///   as the directory lists it, `TransportError`.
    package init(
        _ configuration: GatewayConfiguration, clock: WallClock = .system, logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        let prepared = try Prepared(configuration, clock: clock, logger: logger)
        let (parts, plan) = (prepared.parts, prepared.plan)
        let trust = parts.trust
        let fetcher = RevocationFetcher(
            trust: trust, shelf: prepared.shelf, addresses: { parts.revocationAddresses },
            clock: clock, interval: configuration.listInterval, logger: logger)
        try prepared.memory.keep(prepared.directory)
        parts.take(plan)
        server = HTTPServer(
            name: "gateway", router: parts.router(of: plan),
            address: configuration.address, tls: configuration.tls,
            clients: .required(
                PeerJudgement.clients(
                    { parts.callers }, trust: trust, now: { clock.now() })),
            logger: logger,
            problems: GatewayProblems.problem, onRunning: onRunning)
        others = [parts.client, parts.provider, fetcher]
        self.parts = parts
        self.fetcher = fetcher
        memory = prepared.memory
    }

    private let fetcher: RevocationFetcher
    private let memory: DirectoryVersionMemory

    /// Takes seals, encryption keys, TLS, trust and directory of a configuration that was read anew.
    ///
    /// Requests that were begun end with what they began with. Address, folders and times stay as
    /// they were.
    ///
    /// - Throws: what is wrong; everything stays as it was then.
    package func reload(_ configuration: GatewayConfiguration) throws {
        let (trust, now) = (parts.trust.candidate(folder: configuration.trust), parts.clock.now())
        let plan = try parts.plan(configuration, trust: trust)
        try plan.check(configuration, trust: trust, at: now)
        let discovery = try configuration.identityProvider.discovery(
            of: plan.directory, trust: trust)
        try memory.keep(plan.directory)
        try parts.client.replace(identity: configuration.tls)
        try server.replace(tls: configuration.tls)
        parts.trust.replace(folder: configuration.trust)
        parts.take(plan)
        parts.provider.replace(with: plan.directory, discovery: discovery)
        server.replace(router: parts.router(of: plan))
        fetcher.wake()
    }
}
