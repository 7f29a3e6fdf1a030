import BlueButton
import PartySetup
import Sovereignty
import Transport
import Trust

/// Decides about the servers that the service calls: OpenSSL's chain and the directory's OIN.
struct OrganisationJudge: Sendable {
    let trust: @Sendable () -> TrustStore
    let clock: WallClock

    func server(_ oin: OIN) -> PeerDecision {
        let clock = clock
        return PeerJudgement.server(oin.digits, trust: trust, now: { clock.now() })
    }
}
