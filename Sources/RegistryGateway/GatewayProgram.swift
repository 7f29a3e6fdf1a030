import BlueButton
import JOSE
package import Logging
import OpenSSL
import PartySetup
package import ServiceLifecycle
package import Sovereignty
package import Transport
import Trust

/// A gateway, wired: its server and the client to the registries.
package struct GatewayProgram: Sendable {
    package let server: HTTPServer
    package let others: [any Service]

    /// - Throws: `Refusal` for a directory that is not valid, `SetupError` where a source is not
    ///   as the directory lists it, `TransportError`.
    package init(
        _ configuration: GatewayConfiguration, clock: WallClock = .system, logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        let anchors = configuration.trust
        let trust: @Sendable () -> TrustStore = { anchors }
        let now: @Sendable () -> UnixTime = { clock.now() }
        let directory = try Directory.verify(
            configuration.directory, trust: anchors, at: clock.now())
        let client = try OrganisationClient(identity: configuration.tls)
        let provider = try configuration.identityProvider.keys(
            of: directory, trust: anchors, clock: clock, logger: logger)
        let policy = AccessTokenPolicy.sources(of: directory.identityProvider)
        var sources: [OIN: GatewaySource] = [:]
        for settings in configuration.sources {
            let oin = try OIN(settings.sealer.oin)
            let entry = try directory.source(oin)
            try Self.check(settings, as: entry)
            let exchange = RegistryExchange(
                client: client, address: settings.registryAddress,
                peer: PeerJudgement.server(settings.registryOIN, trust: trust, now: now))
            let desk = MandateDesk(
                source: oin, keys: settings.encryptionKeys, policy: policy, clock: clock,
                startedAt: clock.now(),
                rate: RateLimit(perMinute: configuration.ordersPerMinute))
            let registry = try Self.registry(settings, exchange, at: clock.now())
            guard entry.credentialTypes.contains(registry.credentialType) else {
                throw SetupError(
                    .settingInvalid, "expected 'registry.kind' as the directory lists the source")
            }
            sources[oin] = GatewaySource(
                oin: oin, registry: registry, sealer: settings.sealer,
                desk: desk, provider: provider, clock: clock, patience: configuration.patience)
        }
        let api = GatewayAPI(sources: sources)
        server = HTTPServer(
            name: "gateway", router: api.router(openAPI: configuration.openAPI),
            address: configuration.address, tls: configuration.tls,
            clients: .required(
                PeerJudgement.clients([directory.service.oin.digits], trust: trust, now: now)),
            logger: logger,
            problems: GatewayProblems.problem, onRunning: onRunning)
        others = [client, provider]
    }

    private static func registry(
        _ settings: GatewayConfiguration.SourceSettings, _ exchange: RegistryExchange,
        at time: UnixTime
    ) throws -> any Registry {
        switch settings.kind {
        case .brp:
            return HaalCentraalBRP(exchange: exchange)
        case .bri:
            let incomes = IncomeRegistry(
                exchange: exchange, taxYears: settings.taxYears, limits: settings.limits)
            try incomes.checkSize(sealedBy: settings.sealer, at: time)
            return incomes
        }
    }

    private static func check(
        _ settings: GatewayConfiguration.SourceSettings, as entry: DirectorySource
    ) throws(SetupError) {
        let ours = Set(settings.encryptionKeys.map(\.publicKey))
        guard entry.encryptionKeys.contains(where: { ours.contains($0.key) }) else {
            throw SetupError(
                .settingInvalid, "expected an encryption key that the directory lists")
        }
    }
}
