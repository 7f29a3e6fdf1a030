import BlueButton
import Foundation
import JOSE
import OpenSSL
import ReleaseKit
import Sovereignty
import TestKit
import Testing
import Trust

@testable import HousingReceiver

struct WithdrawalDeskTests {
    private func released(
        to corporation: Corporation
    ) async throws -> (Applicant, PresentationRequest, Release) {
        let request = try await corporation.request()
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: request)
        try await corporation.receive(release, of: applicant)
        return (applicant, request, release)
    }

    private func receipt(_ outcome: WithdrawalOutcome) -> String? {
        if case .deleted(let receipt) = outcome { receipt } else { nil }
    }

    @Test func `a withdrawal deletes what the consent gave, and its receipt says so`()
        async throws
    {
        let corporation = try await Corporation()
        let (applicant, request, release) = try await released(to: corporation)
        let text = try Withdrawal.sign(
            release.consent, holderKey: applicant.holderKey, at: corporation.clock.now)
        let sealed = try #require(receipt(try await corporation.withdrawals.receive(text)))
        let deletion = try DeletionReceipt.verify(
            Array(sealed.utf8), trust: corporation.world.trust, at: corporation.clock.now)
        #expect(deletion.consent == release.consent.hash)
        #expect(try await corporation.store.claims(of: release.consent.id).isEmpty)
        #expect(try await corporation.key(of: request) == nil)
        let stored = try await corporation.archive.package(release.consent.id.text)
        #expect(stored.state == .withdrawn && stored.package == nil)
        // Nothing of it is in any file of the data folder.
        for name in try FileManager.default.contentsOfDirectory(atPath: corporation.folder.path) {
            let file = corporation.folder.path + "/" + name
            let content = FileManager.default.contents(atPath: file) ?? Data()
            for trace in ["Roos Jansen", "Dorpsstraat", "24100"] {
                #expect(content.range(of: Data(trace.utf8)) == nil)
            }
        }
        // Again, the identical receipt.
        #expect(receipt(try await corporation.withdrawals.receive(text)) == sealed)
    }

    @Test func `a deletion waits for no timestamp, and its receipt gets one later`() async throws {
        let corporation = try await Corporation()
        let (applicant, _, release) = try await released(to: corporation)
        let (trust, now) = (corporation.world.trust, corporation.clock.now)
        let text = try Withdrawal.sign(
            release.consent, holderKey: applicant.holderKey, at: now)
        corporation.timestamps.isSilent = true
        let first = try #require(receipt(try await corporation.withdrawals.receive(text)))
        #expect(
            try DeletionReceipt.verify(Array(first.utf8), trust: trust, at: now).timestamp == nil)
        #expect(try await corporation.store.claims(of: release.consent.id).isEmpty)
        #expect(receipt(try await corporation.withdrawals.receive(text)) == first)

        corporation.timestamps.isSilent = false
        let second = try #require(receipt(try await corporation.withdrawals.receive(text)))
        let stamped = try DeletionReceipt.verify(Array(second.utf8), trust: trust, at: now)
        #expect(stamped.timestamp?.time == now)
        #expect(
            try stamped.document.documentHash
                == FlattenedJWS(
                    Array(first.utf8), maximumBytes: 1 << 16
                ).documentHash)
        #expect(receipt(try await corporation.withdrawals.receive(text)) == second)
    }

    @Test func `a withdrawal sealed by the service is accepted`() async throws {
        let corporation = try await Corporation()
        let (_, _, release) = try await released(to: corporation)
        let text = try Withdrawal.seal(
            consentID: release.consent.id, consent: release.consent.hash,
            by: corporation.world.sealer("service"), at: corporation.clock.now)
        #expect(receipt(try await corporation.withdrawals.receive(text)) != nil)
        #expect(try await corporation.store.claims(of: release.consent.id).isEmpty)
    }

    @Test func `after a withdrawal the package is refused for ever`() async throws {
        let corporation = try await Corporation()
        let (applicant, _, release) = try await released(to: corporation)
        let text = try Withdrawal.sign(
            release.consent, holderKey: applicant.holderKey, at: corporation.clock.now)
        _ = try await corporation.withdrawals.receive(text)
        for later: Int64 in [0, 86_400, 34_560_000] {
            corporation.clock.now = ReleaseWorld.time + later
            let refusal = await code {
                _ = try await corporation.packages.receive(
                    package: release.package.text, registration: "")
            }
            #expect(refusal == "consent-withdrawn")
        }
    }

    @Test func `a withdrawal that comes before its package is kept, and counts`() async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: request)
        let text = try Withdrawal.sign(
            release.consent, holderKey: applicant.holderKey, at: corporation.clock.now)
        for _ in 0..<2 {
            #expect(receipt(try await corporation.withdrawals.receive(text)) == nil)
        }
        #expect(
            await code { try await corporation.receive(release, of: applicant) }
                == "consent-withdrawn")
        #expect(try await corporation.store.packages(limit: 1).isEmpty)
        #expect(try await corporation.key(of: request) != nil)
    }

    @Test func `a stranger's withdrawal, before or after, withdraws nothing`() async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: request)
        let strangers = [
            try Withdrawal.sign(
                release.consent, holderKey: try P256PrivateKey(), at: corporation.clock.now)
        ]
        for text in strangers { _ = try await corporation.withdrawals.receive(text) }
        try await corporation.receive(release, of: applicant)
        for text in strangers {
            #expect(
                await code { _ = try await corporation.withdrawals.receive(text) }
                    == "withdrawal-mismatch")
        }
        #expect(try await corporation.store.claims(of: release.consent.id).count == 4)
    }

    @Test func `a withdrawal of another consent under this one's number is refused`()
        async throws
    {
        let corporation = try await Corporation()
        let (applicant, _, release) = try await released(to: corporation)
        let text = try Withdrawal.seal(
            consentID: release.consent.id, consent: DocumentHash(ofCharacters: "another"),
            by: corporation.world.sealer("service"), at: corporation.clock.now)
        #expect(
            await code { _ = try await corporation.withdrawals.receive(text) }
                == "withdrawal-mismatch")
        withExtendedLifetime(applicant) {}
    }

    @Test(arguments: [
        ("", "malformed"), ("no document", "malformed"), ("a.b.c", "malformed"),
    ])
    func `what is no withdrawal is refused`(_ text: String, _ expected: String) async throws {
        let corporation = try await Corporation()
        #expect(await code { _ = try await corporation.withdrawals.receive(text) } == expected)
    }

    @Test func `another document of the citizen is no withdrawal`() async throws {
        let corporation = try await Corporation()
        let (_, _, release) = try await released(to: corporation)
        #expect(
            await code { _ = try await corporation.withdrawals.receive(release.consent.text) }
                == "type-mismatch")
    }

    @Test func `a corporation's seal withdraws nothing`() async throws {
        let corporation = try await Corporation()
        let (_, _, release) = try await released(to: corporation)
        let text = try Withdrawal.seal(
            consentID: release.consent.id, consent: release.consent.hash,
            by: corporation.world.sealer("stadswonen"), at: corporation.clock.now)
        #expect(
            await code { _ = try await corporation.withdrawals.receive(text) } == "wrong-role")
        #expect(try await corporation.store.claims(of: release.consent.id).count == 4)
    }

    @Test func `a package and its withdrawal at once leave no data behind`() async throws {
        for _ in 0..<10 {
            let corporation = try await Corporation()
            let applicant = try Applicant(corporation.world)
            let release = try applicant.release(to: try await corporation.request())
            let registration = try applicant.registration(of: release.consent, release.package)
            let text = try Withdrawal.sign(
                release.consent, holderKey: applicant.holderKey, at: corporation.clock.now)
            async let received = code {
                _ = try await corporation.packages.receive(
                    package: release.package.text, registration: registration)
            }
            async let withdrawn = corporation.withdrawals.receive(text)
            let (refusal, outcome) = (await received, try await withdrawn)
            #expect(refusal == nil || refusal == "consent-withdrawn")
            #expect((receipt(outcome) != nil) == (refusal == nil))
            #expect(try await corporation.store.claims(of: release.consent.id).isEmpty)
        }
    }
}
