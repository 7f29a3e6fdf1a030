import BlueButton
import PartySetup
import Sovereignty
import Synchronization
import Transport
import Trust

/// Decides about the servers that the service calls: OpenSSL's chain and the directory's OIN.
///
/// One decision per organisation is kept, and with it what it remembers of chains judged good.
final class OrganisationJudge: Sendable {
    private let trust: @Sendable () -> TrustStore
    private let clock: WallClock
    private let decisions = Mutex<[OIN: PeerDecision]>([:])

    init(trust: @escaping @Sendable () -> TrustStore, clock: WallClock) {
        self.trust = trust
        self.clock = clock
    }

    func server(_ oin: OIN) -> PeerDecision {
        decisions.withLock { decisions in
            if let known = decisions[oin] { return known }
            let clock = clock
            let decision = PeerJudgement.server(oin.digits, trust: trust, now: { clock.now() })
            decisions[oin] = decision
            return decision
        }
    }
}
