import BlueButton
import GRDB
import JOSE
import OpenSSL
import ReleaseKit
import Sovereignty
import StoreSQLite
import TestKit
import Testing

@testable import HousingReceiver

/// What is kept how long: waiting packages, data, evidence, requests, unknown withdrawals.
struct EvidenceEndTests {
    @Test func `only so many packages wait for one request`() async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        var waiting: [(Applicant, Release)] = []
        for _ in 0..<ReceiverStore.waitingLimit {
            let applicant = try Applicant(corporation.world)
            let release = try applicant.release(to: request)
            try await corporation.deliver(release, of: applicant)
            waiting.append((applicant, release))
        }
        let late = try Applicant(corporation.world)
        let release = try late.release(to: request)
        #expect(
            await code { try await corporation.deliver(release, of: late) } == "too-many-waiting")
        #expect(
            try await corporation.store.packages(limit: 100).count == ReceiverStore.waitingLimit)
        // One that waits is still answered, and another request has room.
        try await corporation.deliver(waiting[0].1, of: waiting[0].0)
        let other = try Applicant(corporation.world)
        try await corporation.deliver(
            other.release(to: try await corporation.request()), of: other)
        // Where one goes there is room again.
        _ = try await corporation.withdrawals.receive(
            Withdrawal.sign(
                waiting[0].1.consent, holderKey: waiting[0].0.holderKey,
                at: corporation.clock.now))
        try await corporation.receive(release, of: late)
    }

    @Test func `evidence outlives the data by its own time, and then goes with all of its own`()
        async throws
    {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: request)
        try await corporation.receive(release, of: applicant)
        let id = release.consent.id
        let stored = try await corporation.archive.package(id.text)
        let days = Int64(ReceiverConfiguration.usualEvidenceDays)
        #expect(stored.evidenceUntil == stored.retainedUntil + days * 86_400)

        #expect(try await corporation.store.sweep(at: stored.retainedUntil - 1) == 0)
        #expect(try await corporation.store.claims(of: id).count == 4)
        #expect(try await corporation.store.sweep(at: stored.retainedUntil) == 1)
        #expect(try await corporation.store.claims(of: id).isEmpty)
        #expect(try await corporation.store.sweep(at: stored.evidenceUntil - 1) == 0)
        let kept = try await corporation.archive.package(id.text)
        #expect(kept.state == .expired && kept.receipt == stored.receipt)
        #expect(try await corporation.store.revocationLists(kept.revocationLists) != nil)

        #expect(try await corporation.store.sweep(at: stored.evidenceUntil) == 0)
        #expect(try await corporation.store.package(id) == nil)
        #expect(try await corporation.store.revocationLists(kept.revocationLists) == nil)
        #expect(try await corporation.store.request(code: stored.request) == nil)
        // And it is not taken again.
        corporation.clock.now = stored.evidenceUntil
        #expect(
            await code {
                _ = try await corporation.packages.receive(
                    package: release.package.text, registration: "")
            } == "package-mismatch")
    }

    @Test func `a request that nobody answered goes ninety days after its end`() async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        func stored() async throws -> StoredRequest? {
            try await corporation.store.request(keyID: request.encryptionKey.thumbprint)
        }
        _ = try await corporation.store.sweep(at: request.expires + 90 * 86_400 - 1)
        #expect(try await stored()?.state == .closed)
        #expect(try await stored()?.privateKey == nil)
        _ = try await corporation.store.sweep(at: request.expires + 90 * 86_400)
        #expect(try await stored() == nil)
    }

    @Test func `a withdrawal of an unknown consent goes when no package can follow it`()
        async throws
    {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: request)
        _ = try await corporation.withdrawals.receive(
            Withdrawal.sign(
                release.consent, holderKey: applicant.holderKey, at: corporation.clock.now))
        let end = corporation.clock.now + 31 * 86_400
        #expect(end > request.expires)
        for (time, kept) in [(end - 1, 1), (end, 0)] {
            _ = try await corporation.store.sweep(at: time)
            #expect(
                try await corporation.store.withdrawals(of: release.consent.id).count == kept)
        }
    }

    @Test func `packages of the first version keep their state, with the word of today`()
        async throws
    {
        let folder = TemporaryFolder()
        let states = ["waiting", "usable", "unconfirmed", "withdrawn", "expired"]
        let ids = try states.map { _ in try DocumentID() }
        do {
            let old = try SQLiteDatabase(
                folder: folder.path,
                form: StoreForm(
                    name: "receiver", schema: Array(ReceiverSchema.steps.prefix(2))))
            try await old.write { db in
                for (id, state) in zip(ids, states) { try Self.insert(id, state, in: db) }
            }
        }
        let store = try ReceiverStore(folder: folder.path, logger: Corporation.quiet)
        for (id, state) in zip(ids, states) {
            let found = try #require(try await store.package(id))
            #expect(found.state.rawValue == (state == "usable" ? "confirmed" : state))
            #expect(found.evidenceUntil > found.retainedUntil)
            #expect((found.package != nil) == found.state.hasData)
        }
        #expect(try await store.claims(of: ids[1]).map(\.name) == ["naam"])
        let names = try await store.database.read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
        }
        #expect(!names.contains { $0.hasSuffix("_2") })
    }

    /// A package as the first version had it, with the request and the claims that it needs.
    private static func insert(_ id: DocumentID, _ state: String, in db: Database) throws {
        let hash = DocumentHash(ofCharacters: id.text).text
        let hasData = ["waiting", "usable"].contains(state)
        try db.execute(
            sql: "INSERT INTO directories VALUES (?, 1, 'eyJ')", arguments: [hash])
        try db.execute(
            sql: "INSERT INTO revocation_lists VALUES (?, 'pem')", arguments: [hash])
        try db.execute(
            sql: """
                INSERT INTO requests VALUES (?, ?, 'key', 'passend-toewijzen', 2025, 'R', 'eyJ', ?,
                    ?, ?, 1000, 2000, ?)
                """,
            arguments: [id.text, hash, hash, id.text, hash, state == "usable" ? "used" : "open"])
        try db.execute(
            sql: """
                INSERT INTO packages VALUES (?, ?, ?, ?, ?, ?, 'eyJ', '{}', '{}', ?,
                    '00000099000000000201', ?, 1000, 3000, ?, ?, ?, ?)
                """,
            arguments: [
                id.text, hash, hash, id.text, hash, hasData ? "eyJ" : nil, hash, hash,
                state == "waiting" ? id.text : nil, hash, hash, state,
            ])
        guard hasData else { return }
        try db.execute(
            sql: """
                INSERT INTO disclosed_claims VALUES (?, 0, 'urn', 'naam', '"Roos"')
                """, arguments: [id.text])
    }
}
