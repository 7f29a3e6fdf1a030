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
    private let decision: @Sendable (OIN) -> PeerDecision
    private let decisions = Mutex<[OIN: PeerDecision]>([:])

    init(trust: @escaping @Sendable () -> TrustStore, clock: WallClock) {
        decision = { oin in
            PeerJudgement.server(oin.digits, trust: trust, now: { clock.now() })
        }
    }

    /// Judges by a trust that changes: what was judged good before a change is judged anew.
    init(trust: LiveTrust, clock: WallClock) {
        decision = { oin in
            PeerJudgement.server(oin.digits, trust: trust, now: { clock.now() })
        }
    }

    func server(_ oin: OIN) -> PeerDecision {
        decisions.withLock { decisions in
            if let known = decisions[oin] { return known }
            let made = decision(oin)
            decisions[oin] = made
            return made
        }
    }
}
