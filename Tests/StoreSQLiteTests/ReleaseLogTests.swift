import BlueButton
import Foundation
import GRDB
import OpenSSL
import Sovereignty
import TestKit
import Testing
import TransparencyLog

@testable import StoreSQLite

/// What happens to a release and its leaf in the log happen together, or not at all.
struct ReleaseLogTests {
    private let folder = TemporaryFolder()

    private func open() throws -> ServiceStore { try ServiceStore(folder: folder.path) }

    private func events(_ store: ServiceStore) async throws -> [LogEvent] {
        try await store.log.entries(subject: Sample.subject, before: nil, limit: 100)
            .entries.reversed().map(\.record.entry.event)
    }

    /// Makes every new leaf fail, as a damaged log would.
    private func breakLog(_ store: ServiceStore) async throws {
        try await store.database.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER broken BEFORE INSERT ON log_nodes
                    BEGIN SELECT RAISE(ABORT, 'no'); END
                    """)
        }
    }

    @Test func `a release is stored with the leaf of its consent, once`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        _ = try await store.add(release)
        #expect(try await events(store) == [.consent])
        let (entry, checkpoint) = try #require(
            try await store.log.entry(ofConsent: release.consentID))
        #expect(entry.record.entry.document == .compactJWS(release.consent))
        #expect(entry.record.entry.time == release.storedAt)
        try checkpoint.verify(
            leaf: entry.record.leaf.hash, at: entry.proof.index, proof: entry.proof.hashes)
        #expect(try await store.log.entry(ofConsent: DocumentID())?.entry == nil)
    }

    @Test func `a release that cannot be logged is not stored`() async throws {
        let store = try open()
        try await breakLog(store)
        let release = try Sample.release()
        #expect(await code { _ = try await store.add(release) } == .logUnavailable)
        #expect(
            try await store.release(release.consentID, subject: release.subject) == nil)
        #expect(try await events(store).isEmpty)
    }

    @Test func `a conflict leaves no leaf`() async throws {
        let store = try open()
        #expect(
            await code { _ = try await store.add(try Sample.release(subject: "")) } == .conflict)
        #expect(try await store.log.checkpoint().size == 0)
    }

    @Test func `a delivery is logged when it is marked first, and not again`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        for _ in 0..<3 {
            _ = try await store.move(
                release.consentID, by: .deliveryStarts, changes: Sample.changes(.deliveryStarts))
        }
        #expect(try await events(store) == [.consent, .delivery])
        let page = try await store.log.entries(
            subject: Sample.subject, before: nil, limit: 1)
        #expect(page.entries.first?.record.entry.document == release.packageHash)
    }

    @Test func `a delivery that cannot be logged is not begun`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        try await breakLog(store)
        let refusal = await code {
            _ = try await store.move(
                release.consentID, by: .deliveryStarts, changes: Sample.changes(.deliveryStarts))
        }
        #expect(refusal == .logUnavailable)
        let found = try await store.release(release.consentID, subject: release.subject)
        #expect(found?.state == .registered)
    }

    @Test func `a withdrawal is logged, once`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        for _ in 0..<2 {
            let state = try await store.withdraw(
                release.consentID, withdrawal: Sample.withdrawal, at: Sample.time + 5)
            #expect(state == .stopped)
        }
        #expect(try await events(store) == [.consent, .withdrawal])
    }

    @Test func `a log that cannot be written does not hold a withdrawal up`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        try await breakLog(store)
        let state = try await store.withdraw(
            release.consentID, withdrawal: Sample.withdrawal, at: Sample.time + 5)
        #expect(state == .stopped)
        #expect(try await events(store) == [.consent])
        // Its leaf waits, through a restart, until the log can be written again; and comes once.
        #expect(await code { _ = try await store.logWhatWaits(limit: 10) } == .logUnavailable)
        try await store.database.write { db in try db.execute(sql: "DROP TRIGGER broken") }
        async let one = store.logWhatWaits(limit: 10)
        async let two = store.logWhatWaits(limit: 10)
        #expect(try await (1...2).contains(one + two))
        #expect(try await store.logWhatWaits(limit: 10) == 0)
        #expect(try await events(store) == [.consent, .withdrawal])
        let page = try await store.log.entries(
            subject: Sample.subject, before: nil, limit: 1)
        let entry = try #require(page.entries.first)
        #expect(entry.record.entry.document == .compactJWS(Sample.withdrawal))
        #expect(entry.record.entry.time == Sample.time + 5)
        try page.checkpoint.verify(
            leaf: entry.record.leaf.hash, at: entry.proof.index, proof: entry.proof.hashes)
    }

    @Test func `a leaf that waits outlives the program and is written by its sweep`() async throws {
        let release = try Sample.release()
        do {
            let store = try open()
            _ = try await store.add(release)
            try await breakLog(store)
            for _ in 0..<2 {
                _ = try await store.withdraw(
                    release.consentID, withdrawal: Sample.withdrawal, at: Sample.time + 5)
            }
            try await store.database.write { db in try db.execute(sql: "DROP TRIGGER broken") }
        }
        let store = try open()
        await StoreSweep(
            store: store, clock: WallClock.fixed(Sample.time), logger: LogBook().logger
        ).sweep()
        #expect(try await events(store) == [.consent, .withdrawal])
        try await store.log.check()
    }

    @Test func `an entry that a registration waits for cannot be erased before it is sealed`()
        async throws
    {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        #expect(await code { try await store.log.erase(0, subject: Sample.subject) } == .conflict)
        _ = try await store.move(
            release.consentID, by: .deliveryStarts, changes: Sample.changes(.deliveryStarts))
        try await store.log.erase(0, subject: Sample.subject)
        #expect(try await store.log.entry(ofConsent: release.consentID)?.entry == nil)
        #expect(try await events(store) == [.delivery])
    }

    @Test func `a release that is swept leaves its leaf in the tree`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        let before = try await store.log.checkpoint()
        #expect(try await store.sweep(at: Sample.time + (1 << 32), limit: 10) == 1)
        #expect(try await store.log.checkpoint() == before)
        #expect(try await events(store) == [.consent])
        try await store.log.check()
    }

    @Test func `many releases at once share transactions, and each has its leaf`() async throws {
        let store = try open()
        let releases = try (0..<200).map { _ in try Sample.release() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for release in releases {
                group.addTask { _ = try await store.add(release) }
            }
            try await group.waitForAll()
        }
        #expect(try await store.log.checkpoint().size == 200)
        #expect(store.log.group.groups < 150)
        for release in releases {
            #expect(try await store.log.entry(ofConsent: release.consentID)?.entry != nil)
        }
    }
}
