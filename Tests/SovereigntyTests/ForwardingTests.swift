import BlueButton
import OpenSSL
import ReleaseKit
import TestKit
import Testing

@testable import Sovereignty

/// The service brings a withdrawal to the recipient, until it answers.
struct ForwardingTests {
    /// A rig with a release that was delivered, and then withdrawn by a key or by the service.
    private static func withdrawn(
        byHolder: Bool = false
    ) async throws -> (ServiceRig, Composed) {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        _ = try await rig.outbox(ScriptedDelivery.honest(composed)).workOnce()
        let text =
            byHolder
            ? try Withdrawal.sign(
                composed.release.consent, holderKey: composed.applicant.holderKey,
                at: rig.clock.now) : nil
        let state = try await rig.desk.withdraw(
            text, consent: composed.id, subject: ServiceRig.subject,
            directory: rig.world.directory)
        #expect(state == .forwarded)
        return (rig, composed)
    }

    private static func honest(_ composed: Composed) -> ScriptedDelivery {
        .forwarding { forwarded, _ throws(DeliveryFailure) in
            guard let receipt = try? composed.deletionReceipt(forwarded.withdrawal) else {
                throw .refused(code: "malformed")
            }
            return .deleted(receipt: receipt)
        }
    }

    @Test(arguments: [true, false])
    func `a withdrawal is brought to the address in the terms, and its receipt is kept`(
        byHolder: Bool
    ) async throws {
        let (rig, composed) = try await Self.withdrawn(byHolder: byHolder)
        let delivery = Self.honest(composed)
        #expect(try await rig.outbox(delivery).workOnce() == false)
        let stored = try await rig.stored(composed)
        #expect(stored.state == .deleted && stored.withdrawnAt == rig.clock.now)
        #expect(stored.receipt != nil)
        #expect(
            delivery.forwarded == [
                ScriptedDelivery.Forwarded(
                    withdrawal: try #require(stored.withdrawal),
                    recipient: composed.request.recipient.oin,
                    address: composed.request.terms.withdrawal)
            ])
        let receipt = try DeletionReceipt.verify(
            Array((stored.deletionReceipt ?? "").utf8), trust: rig.world.trust, at: rig.clock.now)
        #expect(receipt.consent == composed.release.consent.hash)
        // It is done.
        rig.clock.now = rig.clock.now + 86_400
        #expect(try await rig.outbox(delivery).workOnce() == false)
        #expect(delivery.forwarded.count == 1)
    }

    @Test func `a recipient that does not know the consent keeps the withdrawal`() async throws {
        let (rig, composed) = try await Self.withdrawn()
        let delivery = ScriptedDelivery.forwarding { _, _ in .kept }
        #expect(try await rig.outbox(delivery).workOnce() == false)
        #expect(try await rig.stored(composed).state == .kept)
    }

    @Test func `it is tried with growing pauses, long after the request's end`() async throws {
        let (rig, composed) = try await Self.withdrawn()
        let silent = ScriptedDelivery.forwarding { _, count throws(DeliveryFailure) in
            // Neither silence nor a refusal ends it.
            throw count % 2 == 0 ? DeliveryFailure.passing : .refused(code: "withdrawal-mismatch")
        }
        let outbox = try rig.outbox(silent)
        var pauses: [Int64] = []
        while rig.clock.now < composed.request.expires + 86_400 {
            #expect(await outbox.workOnce())
            let next = try #require(try await rig.store.nextWork())
            pauses.append(next.seconds - rig.clock.now.seconds)
            rig.clock.now = next
        }
        #expect(
            pauses.prefix(16) == [
                1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 21_600,
            ])
        #expect(pauses.last == 21_600)
        #expect(Set(silent.forwarded.map(\.withdrawal)).count == 1)
        #expect(rig.log.text.contains("refused a withdrawal: withdrawal-mismatch"))
        // And then it answers.
        #expect(try await rig.outbox(Self.honest(composed)).workOnce() == false)
        #expect(try await rig.stored(composed).state == .deleted)
    }

    enum FalseReceipt: CaseIterable {
        case empty, noDocument, ofAnotherWithdrawal, byAnotherRecipient, receiptOfThePackage
    }

    @Test(arguments: FalseReceipt.allCases)
    func `a deletion receipt that does not verify counts as none`(
        kind: FalseReceipt
    ) async throws {
        let (rig, composed) = try await Self.withdrawn()
        let stored = try await rig.stored(composed)
        let another = try Withdrawal.sign(
            composed.release.consent, holderKey: composed.applicant.holderKey, at: rig.clock.now)
        let delivery = ScriptedDelivery.forwarding { forwarded, _ throws(DeliveryFailure) in
            let text: String? =
                switch kind {
                case .empty: ""
                case .noDocument: "deleted, citizen-at-the-service"
                case .ofAnotherWithdrawal: try? composed.deletionReceipt(another)
                case .byAnotherRecipient:
                    try? composed.deletionReceipt(forwarded.withdrawal, by: "stadswonen")
                case .receiptOfThePackage: stored.receipt
                }
            return .deleted(receipt: text ?? "")
        }
        #expect(try await rig.outbox(delivery).workOnce())
        let after = try await rig.stored(composed)
        #expect(after.state == .forwarded && after.deletionReceipt == nil)
        #expect(rig.log.text.contains("deletion receipt does not verify"))
        #expect(!rig.log.text.contains("citizen-at-the-service"))
    }

    @Test func `an address outside the recipient's origins waits until it is listed`()
        async throws
    {
        let (rig, composed) = try await Self.withdrawn()
        let moved = try rig.world.directory(
            addresses: ["woonhaven": "https://elsewhere.example"], version: 2)
        let delivery = Self.honest(composed)
        #expect(try await rig.outbox(delivery, directory: moved).workOnce())
        #expect(delivery.forwarded.isEmpty)
        #expect(rig.log.text.contains("origin-not-allowed"))
        rig.clock.now = rig.clock.now + 1
        #expect(try await rig.outbox(delivery).workOnce() == false)
        #expect(delivery.forwarded.count == 1)
    }

    @Test(arguments: [true, false])
    func `a refused or unanswered release may have arrived, so its withdrawal is forwarded`(
        isRefused: Bool
    ) async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let delivery = ScriptedDelivery { _, _ throws(DeliveryFailure) in
            throw isRefused ? DeliveryFailure.refused(code: "request-used") : .passing
        }
        let outbox = try rig.outbox(delivery)
        _ = await outbox.workOnce()
        rig.clock.now = composed.request.expires
        _ = await outbox.workOnce()
        let state = try await rig.stored(composed).state
        #expect(state == (isRefused ? .refused : .unanswered))
        #expect(try await rig.withdraw(composed) == .forwarded)
        #expect(await outbox.workOnce() == false)
        #expect(delivery.forwarded.count == 1)
    }

    @Test func `another program takes up where one stopped`() async throws {
        let folder = TemporaryFolder()
        let composed: Composed
        do {
            let rig = try ServiceRig(folder: folder)
            composed = try await rig.taken()
            _ = try await rig.outbox(ScriptedDelivery.honest(composed)).workOnce()
            try await rig.withdraw(composed)
        }
        let rig = try ServiceRig(folder: folder)
        #expect(try await rig.outbox(Self.honest(composed)).workOnce() == false)
        #expect(try await rig.stored(composed).state == .deleted)
    }
}
