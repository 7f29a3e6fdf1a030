import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StoreSQLite
import TestKit
import Testing

@testable import Sovereignty

struct OutboxTests {
    @Test func `a release is registered, delivered and acknowledged`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let delivery = ScriptedDelivery.honest(composed)
        #expect(try await rig.outbox(delivery).workOnce() == false)

        let stored = try await rig.stored(composed)
        #expect(stored.state == .delivered && stored.package == nil)
        #expect(stored.redirect == "https://woonhaven.example:8443/confirm")
        let registration = try Registration.verify(
            Array((stored.registration ?? "").utf8), trust: rig.world.trust, at: rig.world.time)
        try registration.names(
            composed.release.consent, composed.release.package, directory: rig.world.directory)
        #expect(delivery.sent.map(\.address) == [composed.request.responseAddress])
        #expect(delivery.sent.map(\.recipient) == [composed.request.recipient.oin])
    }

    @Test func `what was delivered is not sent again`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let delivery = ScriptedDelivery.honest(composed)
        let outbox = try rig.outbox(delivery)
        _ = await outbox.workOnce()
        rig.clock.now = rig.clock.now + 3600
        #expect(await outbox.workOnce() == false)
        #expect(delivery.sent.count == 1)
    }

    @Test func `a passing failure is tried again with the same registration`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let delivery = ScriptedDelivery { sent, count throws(DeliveryFailure) in
            if count < 3 { throw .passing }
            return try ScriptedDelivery.answer(composed, sent)
        }
        let outbox = try rig.outbox(delivery)
        for _ in 0..<2 {
            #expect(await outbox.workOnce())
            #expect(try await rig.stored(composed).state == .delivering)
            rig.clock.now = rig.clock.now + 7
        }
        #expect(await outbox.workOnce() == false)
        #expect(try await rig.stored(composed).state == .delivered)
        #expect(Set(delivery.sent.map(\.registration)).count == 1)
        #expect(Set(delivery.sent.map(\.package)) == [composed.release.package.text])
    }

    @Test func `a refusal is final, and the package is forgotten`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let delivery = ScriptedDelivery { _, _ throws(DeliveryFailure) in
            throw .refused(code: "consent-mismatch")
        }
        let outbox = try rig.outbox(delivery)
        #expect(await outbox.workOnce() == false)
        #expect(await outbox.workOnce() == false)
        let stored = try await rig.stored(composed)
        #expect(stored.state == .refused && stored.refusal == "consent-mismatch")
        #expect(stored.package == nil && delivery.sent.count == 1)
    }

    @Test(arguments: [(false, ReleaseState.expired), (true, .unanswered)])
    func `after the request's end nothing is sent any more`(
        wasTried: Bool, state: ReleaseState
    ) async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let delivery = ScriptedDelivery { _, _ throws(DeliveryFailure) in throw .passing }
        let outbox = try rig.outbox(delivery)
        if wasTried { _ = await outbox.workOnce() }
        rig.clock.now = composed.request.expires
        #expect(await outbox.workOnce() == false)
        let stored = try await rig.stored(composed)
        #expect(stored.state == state && stored.package == nil)
        #expect(delivery.sent.count == (wasTried ? 1 : 0))
    }

    // MARK: Pauses

    @Test func `attempts come after growing pauses, up to the request's end`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let delivery = ScriptedDelivery { _, _ throws(DeliveryFailure) in throw .passing }
        let outbox = try rig.outbox(delivery)
        var pauses: [Int64] = []
        while try await rig.stored(composed).state.isPending {
            _ = await outbox.workOnce()
            guard let next = try await rig.store.nextWork() else { break }
            // Nothing is done before its time.
            rig.clock.now = next - 1
            let count = delivery.sent.count
            _ = await outbox.workOnce()
            #expect(delivery.sent.count == count)
            pauses.append(next.seconds - start(pauses))
            rig.clock.now = next
        }
        let growing = pauses.prefix(11)
        #expect(growing == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
        #expect(pauses.dropFirst(9).dropLast().allSatisfy { $0 == 300 })
        #expect(rig.clock.now == composed.request.expires)
        #expect(try await rig.stored(composed).state == .unanswered)
    }

    /// When the last pause began.
    private func start(_ pauses: [Int64]) -> Int64 {
        ReleaseWorld.time.seconds + pauses.reduce(0, +)
    }

    @Test func `pauses go on across a restart`() async throws {
        let folder = TemporaryFolder()
        let passing = ScriptedDelivery { _, _ throws(DeliveryFailure) in throw .passing }
        var now = ReleaseWorld.time
        var pauses: [Int64] = []
        do { _ = try await ServiceRig(folder: folder).taken() }
        for _ in 0..<5 {
            let rig = try ServiceRig(folder: folder)
            rig.clock.now = now
            #expect(try await rig.outbox(passing).workOnce())
            let next = try #require(try await rig.store.nextWork())
            pauses.append(next.seconds - now.seconds)
            now = next
        }
        #expect(pauses == [1, 2, 4, 8, 16] && passing.sent.count == 5)
    }

    @Test func `a registration that has to wait holds the release back and fails nothing`()
        async throws
    {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let sealing = PatientSealing(
            world: rig.world, log: rig.accessLog, timestamps: rig.timestamps, failures: 3)
        let delivery = ScriptedDelivery.honest(composed)
        let outbox = try rig.outbox(delivery, sealing: sealing)
        for pause: Int64 in [1, 2, 4] {
            #expect(await outbox.workOnce())
            let stored = try await rig.stored(composed)
            #expect(stored.state == .registered && stored.registration == nil)
            #expect(try await rig.store.nextWork() == rig.clock.now + pause)
            rig.clock.now = rig.clock.now + pause
        }
        #expect(delivery.sent.isEmpty)
        #expect(rig.log.text.contains("a registration has to wait: authority-silent"))
        #expect(await outbox.workOnce() == false)
        #expect(try await rig.stored(composed).state == .delivered)
    }

    // MARK: Receipts

    enum FalseReceipt: CaseIterable {
        case empty, noDocument, ofAnotherRelease, byAnotherRecipient, registrationItself
    }

    @Test(arguments: FalseReceipt.allCases)
    func `a receipt that does not verify counts as none`(kind: FalseReceipt) async throws {
        let rig = try ServiceRig()
        let (composed, other) = (try await rig.taken(), try await rig.composed())
        let otherReceipt = try other.receipt(
            other.release.package.text,
            other.applicant.registration(of: other.release.consent, other.release.package))
        let world = rig.world
        let delivery = ScriptedDelivery { sent, _ throws(DeliveryFailure) in
            let receipt: String? =
                switch kind {
                case .empty: ""
                case .noDocument: "thank you, citizen-at-the-service"
                case .ofAnotherRelease: otherReceipt
                case .registrationItself: sent.registration
                case .byAnotherRecipient:
                    try? Self.receipt(of: composed, sent, by: "stadswonen", world)
                }
            return DeliveryAnswer(receipt: receipt ?? "", redirect: nil)
        }
        #expect(try await rig.outbox(delivery).workOnce())
        let stored = try await rig.stored(composed)
        #expect(stored.state == .delivering && stored.receipt == nil && stored.package != nil)
        #expect(rig.log.text.contains("receipt does not verify"))
        #expect(!rig.log.text.contains("citizen-at-the-service"))
        rig.clock.now = rig.clock.now + 1
        #expect(try await rig.outbox(ScriptedDelivery.honest(composed)).workOnce() == false)
    }

    private static func receipt(
        of composed: Composed, _ sent: ScriptedDelivery.Sent, by slug: String,
        _ world: ReleaseWorld
    ) throws -> String {
        let verified = try VerifiedPackage.verify(
            package: SealedPackage(sent.package), registration: Array(sent.registration.utf8),
            requestText: composed.request.text, key: composed.requestKey,
            directory: { _, _ in world.directory }, trust: world.trust, at: world.time)
        return try world.stamped(
            Receipt.seal(verified, by: world.sealer(slug), at: world.time))
    }

    // MARK: Restart

    @Test func `another program takes up where one stopped`() async throws {
        let folder = TemporaryFolder()
        let composed: Composed
        let first: String?
        do {
            let rig = try ServiceRig(folder: folder)
            composed = try await rig.taken()
            _ = try await rig.outbox(
                ScriptedDelivery { _, _ throws(DeliveryFailure) in throw .passing }
            ).workOnce()
            first = try await rig.stored(composed).registration
        }
        let rig = try ServiceRig(folder: folder)
        rig.clock.now = rig.clock.now + 60
        let delivery = ScriptedDelivery.honest(composed)
        #expect(try await rig.outbox(delivery).workOnce() == false)
        #expect(try await rig.stored(composed).state == .delivered)
        #expect(first != nil && delivery.sent.map(\.registration) == [first])
    }

    // MARK: Withdrawal

    @Test func `nothing leaves after a withdrawal`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        try await rig.withdraw(composed)
        let delivery = ScriptedDelivery.honest(composed)
        #expect(try await rig.outbox(delivery).workOnce() == false)
        #expect(delivery.sent.isEmpty && delivery.forwarded.isEmpty)
        #expect(try await rig.stored(composed).state == .stopped)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a withdrawal cuts off what is being sent, and nothing more is sent`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let delivery = ScriptedDelivery { _, _ throws(DeliveryFailure) in
            // A recipient that never answers.
            try? await Task.sleep(for: .seconds(3600))
            throw .passing
        }
        let outbox = try rig.outbox(delivery)
        let running = Task { await outbox.workOnce() }
        while delivery.sent.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        #expect(try await rig.withdraw(composed) == .forwarded)
        _ = await running.value
        rig.clock.now = rig.clock.now + 3600
        #expect(await outbox.workOnce() == false)
        #expect(delivery.sent.count == 1 && delivery.forwarded.count == 1)
        #expect(try await rig.stored(composed).package == nil)
    }

    @Test(arguments: [true, false])
    func `a withdrawal in another process that crosses a delivery stays`(
        isAccepted: Bool
    ) async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let delivery = ScriptedDelivery { sent, _ throws(DeliveryFailure) in
            let state = try? await rig.desk(gate: DeliveryGate()).withdraw(
                nil, consent: composed.id, subject: ServiceRig.subject,
                directory: rig.world.directory)
            #expect(state == .forwarded)
            guard isAccepted else { throw .passing }
            return try ScriptedDelivery.answer(composed, sent)
        }
        let outbox = try rig.outbox(delivery)
        _ = await outbox.workOnce()
        let stored = try await rig.stored(composed)
        #expect(stored.state == .forwarded && stored.package == nil)
        // The receipt that crossed is evidence.
        #expect((stored.receipt != nil) == isAccepted)
        rig.clock.now = rig.clock.now + 3600
        #expect(await outbox.workOnce() == false)
        #expect(delivery.sent.count == 1 && delivery.forwarded.count == 1)
    }

    @Test func `a withdrawal between reading and marking keeps the package here`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let delivery = ScriptedDelivery.honest(composed)
        // As the outbox read it, a moment before the citizen withdrew.
        let stale = StaleStore(rig.store, pending: [try await rig.stored(composed)])
        try await rig.withdraw(composed)
        #expect(try await rig.outbox(delivery, over: stale).workOnce() == false)
        #expect(delivery.sent.isEmpty)
    }

    // MARK: Trouble

    @Test func `a release that the store does not move on holds up no other`() async throws {
        let rig = try ServiceRig()
        let (stuck, fine) = (try await rig.taken(), try await rig.taken())
        let store = StaleStore(rig.store, stuck: stuck.id)
        let delivery = ScriptedDelivery.honest(fine)
        #expect(try await rig.outbox(delivery, over: store).workOnce())
        #expect(try await rig.stored(fine).state == .delivered)
        #expect(delivery.sent.count == 1)
        #expect(rig.log.text.contains("unavailable"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a running outbox delivers when it is told, rests, and ends when it is stopped`()
        async throws
    {
        let rig = try ServiceRig()
        let store = StaleStore(rig.store)
        let composed = try await rig.composed()
        let delivery = ScriptedDelivery.honest(composed)
        let outbox = try rig.outbox(delivery, over: store)
        let running = Task { try await outbox.run() }
        try await rig.take(composed)
        while try await rig.stored(composed).state != .delivered {
            try await Task.sleep(for: .milliseconds(5))
        }
        try await Task.sleep(for: .milliseconds(200))
        let looks = store.looks
        try await Task.sleep(for: .milliseconds(300))
        #expect(store.looks == looks)
        running.cancel()
        try await running.value
    }
}
