import BlueButton
import Hummingbird
import Logging
import OpenSSL
import PartySetup
import Sovereignty
import Synchronization
import Transport
import Trust

/// What the service keeps while it runs, whatever is read anew: store, connections, trust, and which
/// proofs were used.
final class ServiceParts: Sendable {
    let store: any Store
    let logDesk: LogDesk
    let client: OrganisationClient
    let provider: ProviderKeys
    let timestamps: any TimestampAuthority
    let judge: OrganisationJudge
    let trust: LiveTrust
    let clock: WallClock
    let signal = OutboxSignal()
    let gate = DeliveryGate()
    private let logger: Logger
    private let nonces: DPoPNonces
    private let usedProofs = ReplayMemory()
    private let current: Mutex<Directory>

    init(
        store: any Store, logDesk: LogDesk, client: OrganisationClient, provider: ProviderKeys,
        timestamps: any TimestampAuthority, trust: LiveTrust, clock: WallClock,
        directory: Directory, logger: Logger
    ) throws(OpenSSLError) {
        self.timestamps = timestamps
        self.logger = logger
        nonces = try DPoPNonces()
        self.provider = provider
        self.store = store
        self.logDesk = logDesk
        self.client = client
        self.trust = trust
        self.clock = clock
        judge = OrganisationJudge(trust: trust, clock: clock)
        current = Mutex(directory)
    }

    /// The directory for new work.
    var directory: Directory { current.withLock { $0 } }

    func take(_ directory: Directory) {
        current.withLock { $0 = directory }
    }

    /// How registrations are sealed, by a configuration.
    func sealing(_ configuration: ServiceConfiguration) -> any RegistrationSealing {
        StampedRegistrations(
            sealer: configuration.sealer, log: logDesk.log, timestamps: timestamps)
    }

    /// The routes, by a configuration and its verified directory.
    func router(
        _ configuration: ServiceConfiguration, directory: Directory
    ) throws(OpenSSLError) -> Router<AppContext> {
        let source = GatewaySource(client: client, judge: judge)
        let (trust, clock) = (trust, clock)
        return ServiceAPI(
            directories: DirectoryShelf(
                current: directory, store: store, trust: trust.source, clock: clock),
            citizens: try CitizenAuthentication(
                directory: directory, provider: provider, clock: clock, nonces: nonces,
                memory: usedProofs),
            federation: OverviewFederation(
                source: source, sealer: configuration.sealer, trust: trust.source,
                timestamps: timestamps, clock: clock, logger: logger,
                patience: configuration.patience,
                stampPatience: configuration.timestamping.patience),
            relay: AttestationRelay(
                source: source, store: store, logDesk: logDesk, clock: clock,
                patience: .seconds(10)),
            desk: ReleaseDesk(
                store: store, sealer: configuration.sealer, trust: trust.source, clock: clock,
                signal: signal, gate: gate, retention: configuration.retention),
            store: store, logDesk: logDesk, clock: clock,
            trustProblem: { trust.problem(at: clock.now()) }
        ).router()
    }
}
