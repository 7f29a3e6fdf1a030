import BlueButton
import Foundation
import OpenSSL
import ReleaseKit
import StrictJSON
import TestKit
import Testing

@testable import HousingReceiver

/// A package counts only when someone brings both the code of its delivery and the citizen's bits.
struct ConfirmationDeskTests {
    /// A package that waits at a corporation.
    private struct Waiting {
        let applicant: Applicant
        let request: PresentationRequest
        let release: Release
        let answer: PackageDesk.Answer
        let code: String
    }

    private func wait(
        at corporation: Corporation, for request: PresentationRequest? = nil
    ) async throws -> Waiting {
        let request = if let request { request } else { try await corporation.request() }
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: request)
        let answer = try await corporation.deliver(release, of: applicant)
        let code = try #require(Corporation.code(of: answer))
        return Waiting(
            applicant: applicant, request: request, release: release, answer: answer, code: code)
    }

    private func state(
        of waiting: Waiting, at corporation: Corporation
    ) async throws -> PackageState {
        try await corporation.archive.package(waiting.release.consent.id.text).state
    }

    @Test func `an unconfirmed package shows neither claims nor what it can be read from`()
        async throws
    {
        let corporation = try await Corporation()
        let waiting = try await wait(at: corporation)
        let id = waiting.release.consent.id
        let stored = try await corporation.archive.package(id.text)
        #expect(stored.state == .waiting)
        #expect(try await corporation.store.claims(of: id).isEmpty)
        let evidence = try await corporation.archive.evidence(of: stored).objectValue
        #expect(evidence?["response"] == .null && evidence?["package"] == .null)
        #expect(evidence?["consent"] == .string(waiting.release.consent.text))
        let request = try await corporation.archive.request(of: stored)
        #expect(request.state == .open)
        let shown = ReceiverJSON.package(stored, request: request)
        #expect(shown["retained_until"] == .integer(request.expires.seconds))
    }

    @Test func `code and bits together confirm, once and again`() async throws {
        let corporation = try await Corporation()
        let waiting = try await wait(at: corporation)
        let origin = ReleaseWorld.address("woonhaven")
        #expect(waiting.answer.redirect == "\(origin)/confirm?response_code=\(waiting.code)")
        for _ in 0..<3 {
            let confirmed = try await corporation.confirm(waiting.release, code: waiting.code)
            #expect(confirmed.consentID == waiting.release.consent.id)
            #expect(confirmed.state == .confirmed)
            // Also when the request has ended since.
            corporation.clock.now = waiting.request.expires + 1
        }
        #expect(try await corporation.store.claims(of: waiting.release.consent.id).count == 4)
    }

    @Test func `the identical package again gets the same address while it waits`() async throws {
        let corporation = try await Corporation()
        let waiting = try await wait(at: corporation)
        let again = try await corporation.deliver(waiting.release, of: waiting.applicant)
        #expect(again == waiting.answer)
        try await corporation.confirm(waiting.release, code: waiting.code)
        let after = try await corporation.deliver(waiting.release, of: waiting.applicant)
        #expect(after.receipt == waiting.answer.receipt && after.redirect == nil)
    }

    @Test(arguments: ["", "AAAAAAAAAAAAAAAAAAAAAA", "no code at all", "\u{0}", "' OR 1=1 --"])
    func `a wrong code, or wrong bits, is refused and changes nothing`(_ wrong: String)
        async throws
    {
        let corporation = try await Corporation()
        let waiting = try await wait(at: corporation)
        let attempts = [
            (wrong, waiting.release.confirmation.text), (waiting.code, wrong), (wrong, wrong),
            (waiting.release.confirmation.text, waiting.code),
            (waiting.code, waiting.code),
            (waiting.code, waiting.release.confirmation.text + "A"),
            (waiting.code + " ", waiting.release.confirmation.text),
        ]
        for (code, bits) in attempts {
            let refusal = await HousingReceiverTests.code {
                _ = try await corporation.confirmations.confirm(code: code, bits: bits)
            }
            #expect(refusal == "confirmation-refused")
        }
        #expect(try await state(of: waiting, at: corporation) == .waiting)
        try await corporation.confirm(waiting.release, code: waiting.code)
        #expect(try await state(of: waiting, at: corporation) == .confirmed)
    }

    @Test func `the code of another package with one's own bits is refused`() async throws {
        let corporation = try await Corporation()
        let one = try await wait(at: corporation)
        let other = try await wait(at: corporation)
        #expect(one.code != other.code)
        for (release, code) in [(one.release, other.code), (other.release, one.code)] {
            #expect(
                await HousingReceiverTests.code {
                    try await corporation.confirm(release, code: code)
                } == "confirmation-refused")
        }
        #expect(try await state(of: one, at: corporation) == .waiting)
        #expect(try await state(of: other, at: corporation) == .waiting)
    }

    @Test func `a session that started another request does not confirm`() async throws {
        let corporation = try await Corporation()
        let waiting = try await wait(at: corporation)
        let id = waiting.release.consent.id.text
        let ours = try await corporation.archive.package(id).request.text
        for request in ["", try DocumentID().text, id] {
            #expect(
                await HousingReceiverTests.code {
                    try await corporation.confirm(
                        waiting.release, code: waiting.code, request: request)
                } == "confirmation-refused")
        }
        try await corporation.confirm(waiting.release, code: waiting.code, request: ours)
        #expect(try await state(of: waiting, at: corporation) == .confirmed)
    }

    @Test func `of two that wait the confirmed one counts and the other is deleted`()
        async throws
    {
        let corporation = try await Corporation()
        let first = try await wait(at: corporation)
        let second = try await wait(at: corporation, for: first.request)
        try await corporation.confirm(second.release, code: second.code)
        #expect(try await state(of: second, at: corporation) == .confirmed)
        let lost = try await corporation.archive.package(first.release.consent.id.text)
        #expect(lost.state == .unconfirmed && lost.package == nil)
        #expect(
            await HousingReceiverTests.code {
                try await corporation.confirm(first.release, code: first.code)
            } == "confirmation-refused")
        // Neither the lost one again nor a new one is taken.
        let third = try Applicant(corporation.world)
        for (release, applicant) in [
            (first.release, first.applicant),
            (try third.release(to: first.request), third),
        ] {
            #expect(
                await HousingReceiverTests.code {
                    try await corporation.deliver(release, of: applicant)
                } == "request-used")
        }
        #expect(try await corporation.key(of: first.request) != nil)
    }

    @Test func `both confirmed at once, one counts`() async throws {
        let corporation = try await Corporation()
        let first = try await wait(at: corporation)
        let second = try await wait(at: corporation, for: first.request)
        async let one = code {
            try await corporation.confirm(first.release, code: first.code)
        }
        async let two = code {
            try await corporation.confirm(second.release, code: second.code)
        }
        let outcomes = [await one, await two]
        #expect(outcomes.filter { $0 == nil }.count == 1)
        #expect(outcomes.filter { $0 == "confirmation-refused" }.count == 1)
    }

    @Test func `what nobody confirmed is deleted when its request ends`() async throws {
        let corporation = try await Corporation()
        let waiting = try await wait(at: corporation)
        let end = waiting.request.expires
        #expect(try await corporation.store.sweep(at: end - 1) == 0)
        corporation.clock.now = end
        // Before the sweep as after it.
        for swept in [1, 0] {
            #expect(
                await HousingReceiverTests.code {
                    try await corporation.confirm(waiting.release, code: waiting.code)
                } == "confirmation-refused")
            #expect(try await corporation.store.sweep(at: end) == swept)
        }
        let stored = try await corporation.archive.package(waiting.release.consent.id.text)
        #expect(stored.state == .unconfirmed && stored.package == nil)
        #expect(stored.consent == waiting.release.consent.text)
        #expect(try await corporation.key(of: waiting.request) == nil)
        for name in try FileManager.default.contentsOfDirectory(atPath: corporation.folder.path) {
            let file = corporation.folder.path + "/" + name
            let content = FileManager.default.contents(atPath: file) ?? Data()
            for trace in ["Roos Jansen", "Dorpsstraat", "24100", waiting.code] {
                #expect(content.range(of: Data(trace.utf8)) == nil)
            }
        }
    }

    @Test func `a confirmed package outlives its request`() async throws {
        let corporation = try await Corporation()
        let waiting = try await wait(at: corporation)
        try await corporation.confirm(waiting.release, code: waiting.code)
        #expect(try await corporation.store.sweep(at: waiting.request.expires) == 0)
        #expect(try await corporation.store.claims(of: waiting.release.consent.id).count == 4)
    }

    @Test func `a waiting package can be withdrawn, and its request be answered anew`()
        async throws
    {
        let corporation = try await Corporation()
        let waiting = try await wait(at: corporation)
        let text = try Withdrawal.sign(
            waiting.release.consent, holderKey: waiting.applicant.holderKey,
            at: corporation.clock.now)
        _ = try await corporation.withdrawals.receive(text)
        let stored = try await corporation.archive.package(waiting.release.consent.id.text)
        #expect(stored.state == .withdrawn && stored.package == nil)
        #expect(
            await HousingReceiverTests.code {
                try await corporation.confirm(waiting.release, code: waiting.code)
            } == "confirmation-refused")
        #expect(
            await HousingReceiverTests.code {
                try await corporation.deliver(waiting.release, of: waiting.applicant)
            } == "consent-withdrawn")
        let anew = try await wait(at: corporation, for: waiting.request)
        try await corporation.confirm(anew.release, code: anew.code)
        #expect(try await corporation.store.claims(of: anew.release.consent.id).count == 4)
    }

    @Test func `withdrawing one that lost does not touch the one that counts`() async throws {
        let corporation = try await Corporation()
        let lost = try await wait(at: corporation)
        let counts = try await wait(at: corporation, for: lost.request)
        try await corporation.confirm(counts.release, code: counts.code)
        _ = try await corporation.withdrawals.receive(
            Withdrawal.sign(
                lost.release.consent, holderKey: lost.applicant.holderKey,
                at: corporation.clock.now))
        #expect(try await corporation.key(of: counts.request) != nil)
        #expect(try await corporation.store.claims(of: counts.release.consent.id).count == 4)
    }

    @Test func `a second package of one consent is refused`() async throws {
        let corporation = try await Corporation()
        let waiting = try await wait(at: corporation)
        let key = try #require(try await corporation.key(of: waiting.request))
        let content = try waiting.release.package.open(with: key)
        let other = try SealedPackage.seal(content, for: waiting.request)
        let registration = try waiting.applicant.registration(
            of: waiting.release.consent, other, at: corporation.clock.now)
        #expect(
            await HousingReceiverTests.code {
                _ = try await corporation.packages.receive(
                    package: other.text, registration: registration)
            } == "package-mismatch")
        #expect(try await corporation.store.packages(limit: 10).count == 1)
    }

    @Test func `a code that is tried too often rests for a while, and is not lost`() async throws {
        let corporation = try await Corporation()
        let waiting = try await wait(at: corporation)
        let other = try await wait(at: corporation)
        let wrong = try DocumentID().text
        for _ in 0..<ConfirmationLimit.attempts {
            _ = await code {
                _ = try await corporation.confirmations.confirm(code: waiting.code, bits: wrong)
            }
        }
        #expect(
            await HousingReceiverTests.code {
                try await corporation.confirm(waiting.release, code: waiting.code)
            } == "confirmation-refused")
        // Another's code does not rest with it.
        try await corporation.confirm(other.release, code: other.code)
        corporation.clock.now = corporation.clock.now + ConfirmationLimit.period
        try await corporation.confirm(waiting.release, code: waiting.code)
        #expect(try await state(of: waiting, at: corporation) == .confirmed)
    }
}
