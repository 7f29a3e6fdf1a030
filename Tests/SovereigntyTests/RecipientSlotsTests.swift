import BlueButton
import OpenSSL
import Synchronization
import Testing

@testable import Sovereignty

struct RecipientSlotsTests {
    private func oin(_ number: Int) throws -> OIN { try OIN("0000009900000000\(1000 + number)") }

    @Test func `a recipient has its own slots, and no more`() throws {
        var slots = RecipientSlots(perRecipient: 2, overall: 10)
        let (one, other) = (try oin(1), try oin(2))
        let ids = try (0..<3).map { _ in try DocumentID() }
        let taken = [ids[0], ids[0], ids[1], ids[2]].map { slots.take($0, of: one) }
        #expect(taken == [true, false, true, false])
        #expect(slots.free(for: one) == 0 && slots.free(for: other) == 2)
        slots.giveBack(ids[0], of: one, .answered)
        slots.giveBack(ids[0], of: one, .answered)
        #expect(slots.free(for: one) == 1 && slots.inHand(of: one) == 1)
    }

    @Test func `all together have no more than there are`() throws {
        var slots = RecipientSlots(perRecipient: 2, overall: 3)
        let taken = try [0, 1, 2, 0].map { slots.take(try DocumentID(), of: try oin($0)) }
        #expect(taken == [true, true, true, false])
        #expect(slots.free(for: try oin(9)) == 0)
    }

    @Test func `who did not answer has one slot until it does`() throws {
        var slots = RecipientSlots(perRecipient: 3, overall: 10)
        let (one, id, next) = (try oin(1), try DocumentID(), try DocumentID())
        _ = slots.take(id, of: one)
        slots.giveBack(id, of: one, .silent)
        #expect(slots.free(for: one) == 1)
        _ = slots.take(next, of: one)
        #expect(slots.free(for: one) == 0)
        slots.giveBack(next, of: one, .untried)
        #expect(slots.free(for: one) == 1)
        _ = slots.take(id, of: one)
        slots.giveBack(id, of: one, .answered)
        #expect(slots.free(for: one) == 3)
    }

    @Test func `recipients take turns`() throws {
        var slots = RecipientSlots()
        let all = try (0..<4).map { try oin($0) }
        #expect(slots.turns(of: all.reversed()) == all)
        _ = slots.take(try DocumentID(), of: all[1])
        #expect(slots.turns(of: all) == [all[2], all[3], all[0], all[1]])
        _ = slots.take(try DocumentID(), of: all[3])
        #expect(slots.turns(of: all) == all)
        #expect(slots.turns(of: []).isEmpty)
    }
}

struct RetryPauseTests {
    @Test(
        arguments: [
            (0, 1), (1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (64, 300), (Int.max, 300),
        ] as [(Int, Int64)])
    func `deliveries pause from a second to five minutes`(attempts: Int, seconds: Int64) {
        let time = UnixTime(seconds: 1000)
        #expect(RetryPause.delivery.next(after: attempts, from: time) == time + seconds)
    }

    @Test(arguments: [(1, 1), (15, 16_384), (16, 21_600), (5000, 21_600)] as [(Int, Int64)])
    func `withdrawals pause up to six hours`(attempts: Int, seconds: Int64) {
        let time = UnixTime(seconds: 1000)
        #expect(RetryPause.withdrawal.next(after: attempts, from: time) == time + seconds)
    }
}

@Suite(.timeLimit(.minutes(1)))
struct DeliveryGateTests {
    /// What happened, in its order.
    private final class Steps: Sendable {
        private let steps = Mutex<[String]>([])

        var all: [String] { steps.withLock { $0 } }
        func note(_ step: String) { steps.withLock { $0.append(step) } }
    }

    private let gate = DeliveryGate()

    @Test func `one release is sent once at a time, others beside it`() async throws {
        let (id, other) = (try DocumentID(), try DocumentID())
        let outcome = await gate.deliver(id) { [gate] in
            (await gate.deliver(id) { 1 }, await gate.deliver(other) { 2 })
        }
        #expect(outcome?.0 == nil && outcome?.1 == 2)
        #expect(await gate.deliver(id) { 3 } == 3)
    }

    @Test func `a withdrawal cuts off, waits for the end, and keeps others from beginning`()
        async throws
    {
        let id = try DocumentID()
        let steps = Steps()
        let sending = Task { [gate] () -> Bool? in
            await gate.deliver(id) {
                steps.note("sending")
                try? await Task.sleep(for: .seconds(3600))
                // Whatever it still does is done before the withdrawal is committed.
                await Task { try? await Task.sleep(for: .milliseconds(30)) }.value
                steps.note("ended")
                return true
            }
        }
        while steps.all.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        let value = try await gate.withdraw(id) { () async throws(StoreError) in
            steps.note("withdrawn")
            #expect(await gate.deliver(id) { true } == nil)
            return 7
        }
        #expect(value == 7)
        #expect(await sending.value == true)
        #expect(steps.all == ["sending", "ended", "withdrawn"])
    }

    @Test func `a withdrawal that fails leaves the way open`() async throws {
        let id = try DocumentID()
        await #expect(throws: StoreError.self) {
            try await gate.withdraw(id) { () async throws(StoreError) -> Void in
                throw StoreError(.unavailable, "expected a disk")
            }
        }
        #expect(await gate.deliver(id) { true } == true)
    }
}
