import BlueButton
import GRDB
import Testing
import TransparencyLog

@testable import Sovereignty
@testable import StoreSQLite

/// Where the store cannot be written nothing is delivered.
struct FullStoreTests {
    @Test(arguments: ["max_page_count = 1", "query_only = ON"])
    func `nothing is sent that cannot be marked and logged, and it is sent afterwards`(
        trouble: String
    ) async throws {
        let rig = try ServiceRig()
        let store = try #require(rig.store as? ServiceStore)
        var composed: [Composed] = []
        for _ in 0..<4 { composed.append(try await rig.taken()) }
        let all = composed
        let delivery = ScriptedDelivery { sent, _ throws(DeliveryFailure) in
            guard let one = all.first(where: { $0.release.package.text == sent.package }) else {
                throw .refused(code: "package-mismatch")
            }
            return try ScriptedDelivery.answer(one, sent)
        }
        let size = try await store.log.checkpoint().size
        store.database.enqueue { db, _ in _ = try? db.execute(sql: "PRAGMA \(trouble)") }
        let outbox = try rig.outbox(delivery)
        #expect(await outbox.workOnce())
        // With a registration of some kilobytes each no row fits where it was.
        #expect(delivery.sent.isEmpty)
        for one in composed { #expect(try await rig.stored(one).state == .registered) }
        #expect(try await store.log.checkpoint().size == size)

        store.database.enqueue { db, _ in
            _ = try? db.execute(sql: "PRAGMA max_page_count = 1000000")
            _ = try? db.execute(sql: "PRAGMA query_only = OFF")
        }
        #expect(await outbox.workOnce() == false)
        #expect(delivery.sent.count == composed.count)
        for one in composed { #expect(try await rig.stored(one).state == .delivered) }
        #expect(try await store.log.checkpoint().size == size + 4)
    }
}
