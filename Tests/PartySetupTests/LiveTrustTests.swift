import HTTPTypes
import OpenSSL
import PartySetup
import ReleaseKit
import TestPKI
import Testing
import Transport
import Trust

/// Trust that changes while a program runs.
struct LiveTrustTests {
    let world: ReleaseWorld

    init() throws { world = try ReleaseWorld.shared.get() }

    private func revoking(_ slug: String) throws -> CertificateRevocationList {
        let leaf = try #require(world.pki.party(slug).tls).chain[0]
        return try #require(world.pki.authorities[.tls]).intermediate.revocationList(
            revoking: [(leaf.serial, world.time)], number: 2, thisUpdate: world.time - 60,
            nextUpdate: world.time + 86_400)
    }

    @Test func `a peer that was judged good is refused once it is revoked`() throws {
        let (trust, time) = (LiveTrust(world.trust), world.time)
        let decide = PeerJudgement.server("00000099000000000101", trust: trust, now: { time })
        let chain = try #require(world.pki.party("brp").tls).chain
        #expect(try decide(chain).oin == "00000099000000000101")
        trust.replace(fetched: [try revoking("bri")])
        #expect(throws: Never.self) { try decide(chain) }
        trust.replace(fetched: [try revoking("brp")])
        let refusal = #expect(throws: TrustError.self) { try decide(chain) }
        #expect(refusal?.code == .certificateRevoked)
    }

    @Test func `who may call is asked each time`() throws {
        let (trust, time) = (LiveTrust(world.trust), world.time)
        let other = try ReleaseWorld(at: time)
        let decide = PeerJudgement.clients(
            { ["00000099000000000020"] }, trust: trust, now: { time })
        let chain = try #require(world.pki.party("service").tls).chain
        #expect(throws: Never.self) { try decide(chain) }
        trust.replace(folder: other.trust)
        #expect(throws: TrustError.self) { try decide(chain) }
        trust.replace(folder: world.trust)
        #expect(throws: Never.self) { try decide(chain) }
    }

    @Test func `the health tells which lists are missing`() throws {
        let trust = LiveTrust(world.trust)
        #expect(trust.problem(at: world.time) == nil)
        let late = trust.problem(at: world.time + 40 * 86_400)
        #expect(late?.code == "revocation-unknown" && late?.status.code == 503)
        let bare = LiveTrust(world.trust.with(revocationLists: []))
        #expect(bare.problem(at: world.time)?.detail.contains("12 without one") == true)
        bare.replace(fetched: world.trust.revocationLists)
        #expect(bare.problem(at: world.time) == nil)
    }

    @Test func `a generation ends with each change, and with no other`() throws {
        let trust = LiveTrust(world.trust)
        let first = trust.generation
        trust.replace(fetched: [])
        #expect(trust.generation == first)
        trust.replace(fetched: [try revoking("brp")])
        #expect(trust.generation != first)
    }
}
