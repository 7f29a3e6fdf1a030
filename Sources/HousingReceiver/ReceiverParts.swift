import BlueButton
import Hummingbird
import Logging
import OpenSSL
import PartySetup
import Sovereignty
import Transport
import Trust

/// What a receiver keeps while it runs, whatever is read anew: store, directories, connections,
/// trust, and the counts of confirmations.
struct ReceiverParts: Sendable {
    let store: ReceiverStore
    let directories: DirectoryKeeper
    let client: PublicClient?
    let trust: LiveTrust
    let timestamps: any TimestampAuthority
    /// Where the log's consistency proofs come from; nil: the service.
    let proofs: (any ConsistencySource)?
    let clock: WallClock
    let confirmations: ConfirmationDesk
    /// Whether the back office is plain HTTP for this machine.
    let isPlain: Bool
    let logger: Logger

    /// The routes for citizens' programs and the service.
    func publicRouter(_ configuration: ReceiverConfiguration) -> Router<AppContext> {
        let sealer = configuration.sealer
        return PublicAPI(
            requests: requests(configuration),
            packages: PackageDesk(
                store: store, directories: directories,
                witness: LogWitness(store: store, source: source(configuration), logger: logger),
                sealer: sealer, trust: trust.source, timestamps: timestamps, clock: clock,
                logger: logger, site: configuration.site,
                evidenceDays: configuration.evidenceDays),
            confirmations: configuration.confirmationPage == nil ? confirmations : nil,
            withdrawals: WithdrawalDesk(
                store: store, sealer: sealer, trust: trust.source, timestamps: timestamps,
                clock: clock, logger: logger, patience: configuration.timestamping.patience),
            store: store, trustProblem: problem
        ).router()
    }

    /// The routes for the corporation's own people and programs.
    func officeRouter(_ configuration: ReceiverConfiguration) -> Router<AppContext> {
        BackOfficeAPI(
            requests: requests(configuration),
            applications: ApplicationDesk(
                store: store, requests: requests(configuration), limits: configuration.limits),
            confirmations: confirmations,
            archive: PackageArchive(store: store), store: store, trustProblem: problem
        ).router(isPlain: isPlain)
    }

    private var problem: @Sendable () -> Problem? {
        { [trust, clock] in trust.problem(at: clock.now()) }
    }

    private func source(_ configuration: ReceiverConfiguration) -> (any ConsistencySource)? {
        proofs ?? client.map { ServiceLog(client: $0, service: configuration.service) }
    }

    private func requests(_ configuration: ReceiverConfiguration) -> RequestDesk {
        RequestDesk(
            store: store, directories: directories, sealer: configuration.sealer,
            trust: trust.source, clock: clock, site: configuration.site,
            life: Int64(configuration.requestDays) * 86_400)
    }
}
