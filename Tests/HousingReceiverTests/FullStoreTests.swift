import BlueButton
import GRDB
import ReleaseKit
import Sovereignty
import Testing

@testable import HousingReceiver
@testable import StoreSQLite

/// Where the receiver's store cannot be written it acknowledges nothing.
struct FullStoreTests {
    @Test(arguments: ["max_page_count = 1", "query_only = ON"])
    func `no receipt, no confirmation and no deletion receipt is given for what is not kept`(
        trouble: String
    ) async throws {
        let corporation = try await Corporation()
        let database = corporation.store.database
        let request = try await corporation.request()
        let kept = try Applicant(corporation.world)
        let held = try kept.release(to: request)
        let code = try #require(
            Corporation.code(of: try await corporation.deliver(held, of: kept)))
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: request)
        let withdrawal = try Withdrawal.sign(
            held.consent, holderKey: kept.holderKey, at: corporation.clock.now)
        database.enqueue { db, _ in _ = try? db.execute(sql: "PRAGMA \(trouble)") }

        #expect(
            await HousingReceiverTests.code {
                try await corporation.deliver(release, of: applicant)
            } == "unavailable")
        #expect(try await corporation.store.package(release.consent.id) == nil)
        if trouble.hasPrefix("query") {
            // These need no further page: only a store that takes nothing refuses them.
            #expect(
                await HousingReceiverTests.code {
                    try await corporation.confirm(held, code: code)
                } == "unavailable")
            #expect(try await corporation.store.package(held.consent.id)?.state == .waiting)
            #expect(
                await HousingReceiverTests.code {
                    _ = try await corporation.withdrawals.receive(withdrawal)
                } == "unavailable")
            #expect(try await corporation.store.package(held.consent.id)?.state == .waiting)
        }

        database.enqueue { db, _ in
            _ = try? db.execute(sql: "PRAGMA max_page_count = 1000000")
            _ = try? db.execute(sql: "PRAGMA query_only = OFF")
        }
        try await corporation.deliver(release, of: applicant)
        try await corporation.confirm(held, code: code)
        _ = try await corporation.withdrawals.receive(withdrawal)
        #expect(try await corporation.store.package(held.consent.id)?.state == .withdrawn)
    }
}
