import BlueButton
import Hummingbird
import JOSE
import Logging
import OpenSSL
import PartySetup
import Sovereignty
import Synchronization
import Transport
import Trust

/// What a gateway keeps while it runs, whatever is read anew: connections, trust, answers, counts,
/// and the keys that it had.
final class GatewayParts: Sendable {
    /// What one source keeps.
    struct Kept: Sendable {
        let memory: AnswerMemory
        let rate: RateLimit
        /// Keys that open tokens: the configuration's, and older ones that a directory still names.
        let keys: [P256PrivateKey]
        /// Until when a directory that was seen names a key.
        let named: [P256PublicKey: UnixTime]
    }

    /// What a configuration makes of this gateway, checked and not yet taken.
    struct Plan: Sendable {
        let directory: Directory
        let sources: [OIN: GatewaySource]
        let kept: [OIN: Kept]

        /// The service, and who the directory says to operate the gateway of these sources.
        var callers: Set<String> {
            let operators = directory.sources.filter { sources[$0.oin] != nil }
                .map(\.gatewayOperator.digits)
            return Set(operators + [directory.service.oin.digits])
        }

        /// Demands seals and a TLS certificate that those who judge them now will accept.
        ///
        /// - Throws: `TrustError`.
        func check(
            _ configuration: GatewayConfiguration, trust: TrustStore, at now: UnixTime
        ) throws {
            for settings in configuration.sources {
                try Renewal.check(settings.sealer, role: .source, trust: trust, at: now)
                let entry = try directory.source(OIN(settings.sealer.oin))
                try Renewal.check(
                    configuration.tls, of: entry.gatewayOperator, trust: trust, at: now)
            }
        }
    }

    private struct State {
        var kept: [OIN: Kept] = [:]
        var directory: Directory?
        var callers: Set<String> = []
    }

    let client: OrganisationClient
    let provider: ProviderKeys
    let trust: LiveTrust
    let clock: WallClock
    private let logger: Logger
    private let startedAt: UnixTime
    private let state = Mutex(State())

    init(
        client: OrganisationClient, provider: ProviderKeys, trust: LiveTrust, clock: WallClock,
        logger: Logger
    ) {
        self.client = client
        self.provider = provider
        self.trust = trust
        self.clock = clock
        self.logger = logger
        startedAt = clock.now()
    }

    /// Who may call: the directory's service, and the operator of this gateway, for its health.
    var callers: Set<String> { state.withLock { $0.callers } }

    /// Where revocation lists are fetched.
    var revocationAddresses: [String] {
        state.withLock { $0.directory?.revocationAddresses ?? [] }
    }

    /// Checks a configuration against its directory.
    ///
    /// - Throws: `directory-outdated` for a directory older than the one at hand; what verification
    ///   refuses; `SetupError` where a source is not as the directory lists it.
    func plan(_ configuration: GatewayConfiguration, trust: TrustStore) throws -> Plan {
        let now = clock.now()
        let before = state.withLock { $0 }
        let directory = try Directory.verify(configuration.directory, trust: trust, at: now)
        if let known = before.directory { try directory.succeeds(version: known.version) }
        let policy = AccessTokenPolicy.sources(of: directory.identityProvider)
        var sources: [OIN: GatewaySource] = [:]
        var kept: [OIN: Kept] = [:]
        for settings in configuration.sources {
            let oin = try OIN(settings.sealer.oin)
            let entry = try directory.source(oin)
            let one = try keep(settings, entry, directory, before.kept[oin], configuration, now)
            let registry = try registry(settings, at: now)
            let isAsListed =
                registry.credentialType.map { entry.credentialTypes.contains($0) }
                ?? entry.credentialTypes.isEmpty
            guard isAsListed else {
                throw SetupError(
                    .settingInvalid, "expected 'registry.kind' as the directory lists the source")
            }
            let desk = MandateDesk(
                source: oin, keys: one.keys, policy: policy, clock: clock, startedAt: startedAt,
                rate: one.rate)
            sources[oin] = GatewaySource(
                oin: oin, registry: registry, sealer: settings.sealer, desk: desk,
                provider: provider,
                clock: clock, patience: configuration.patience, memory: one.memory)
            kept[oin] = one
        }
        return Plan(directory: directory, sources: sources, kept: kept)
    }

    /// Goes by a plan from now on.
    func take(_ plan: Plan) {
        state.withLock { state in
            state.kept.merge(plan.kept) { $1 }
            state.directory = plan.directory
            state.callers = plan.callers
        }
    }

    func router(of plan: Plan) -> Router<AppContext> {
        let (trust, clock) = (trust, clock)
        return GatewayAPI(service: plan.directory.service.oin, sources: plan.sources) {
            trust.problem(at: clock.now())
        }
        .router()
    }

    private func keep(
        _ settings: GatewayConfiguration.SourceSettings, _ entry: DirectorySource,
        _ directory: Directory, _ before: Kept?, _ configuration: GatewayConfiguration,
        _ now: UnixTime
    ) throws(SetupError) -> Kept {
        let ours = Set(settings.encryptionKeys.map(\.publicKey))
        guard entry.encryptionKeys.contains(where: { ours.contains($0.key) }) else {
            throw SetupError(
                .settingInvalid, "expected an encryption key that the directory lists")
        }
        var named = before?.named ?? [:]
        for key in entry.encryptionKeys {
            named[key.key] = max(named[key.key] ?? directory.expires, directory.expires)
        }
        // Retired here, but a directory that has not ended may still lead citizens to them.
        let retired = (before?.keys ?? []).filter { key in
            !ours.contains(key.publicKey) && named[key.publicKey].map { now < $0 } == true
        }
        return Kept(
            memory: before?.memory ?? AnswerMemory(),
            rate: before?.rate ?? RateLimit(perMinute: configuration.ordersPerMinute),
            keys: settings.encryptionKeys + retired, named: named)
    }

    private func carrier(
        _ server: RegistryAccess.Server
    ) throws(TransportError) -> RegistryExchange.Carrier {
        switch server {
        case .organisation(let oin):
            let clock = clock
            return .organisation(
                client, PeerJudgement.server(oin, trust: trust, now: { clock.now() }))
        case .hostName(let anchors, let identity):
            return .hostName(try PublicClient(anchorsPEM: anchors, identity: identity))
        }
    }

    private func registry(
        _ settings: GatewayConfiguration.SourceSettings, at time: UnixTime
    ) throws -> any Registry {
        let exchange = RegistryExchange(
            carrier: try carrier(settings.registry.server), address: settings.registry.address,
            headers: settings.registry.headers, logger: logger)
        switch settings.kind {
        case .brp:
            return HaalCentraalBRP(exchange: exchange)
        case .bri:
            let incomes = IncomeRegistry(
                exchange: exchange, taxYears: settings.taxYears, limits: settings.limits)
            try incomes.checkSize(sealedBy: settings.sealer, at: time)
            return incomes
        case .register:
            return RegisterRegistry(exchange: exchange)
        }
    }
}
