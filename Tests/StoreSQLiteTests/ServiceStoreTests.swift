import BlueButton
import GRDB
import OpenSSL
import Sovereignty
import TestKit
import Testing

@testable import StoreSQLite

struct ServiceStoreTests {
    private let folder = TemporaryFolder()

    private func open() throws -> ServiceStore { try ServiceStore(folder: folder.path) }

    @Test func `a release comes back as it was stored`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        let found = try #require(
            try await store.release(release.consentID, subject: release.subject))
        #expect(found.isSame(as: release))
        #expect(found.state == .registered && found.package == Sample.package)
        #expect(found.storedAt == Sample.time && found.expires == Sample.time + 3600)
        #expect(found.recipient == release.recipient && found.recipientName == "Woonstichting")
    }

    @Test func `the identical release again is the stored one`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        _ = try await store.start(release)
        #expect(try await store.add(release).state == .delivering)
    }

    @Test func `another package or another citizen under one consent is a conflict`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        for other in [
            release.replacing(package: "eyJ..o.t.h"), release.replacing(subject: "someone else"),
        ] {
            #expect(await code { _ = try await store.add(other) } == .conflict)
        }
    }

    @Test(arguments: ReleaseState.allCases.filter { $0 != .registered })
    func `a release is new or not added`(_ state: ReleaseState) async throws {
        let store = try open()
        let release = try Sample.release().replacing(state: state)
        #expect(await code { _ = try await store.add(release) } == .conflict)
    }

    @Test func `a release of another citizen is not found`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        #expect(try await store.release(release.consentID, subject: "someone else") == nil)
        #expect(try await store.releases(subject: "someone else", limit: 10).isEmpty)
    }

    @Test func `lists are bounded and in their order`() async throws {
        let store = try open()
        var ids: [DocumentID] = []
        for index in 0..<5 {
            let release = try Sample.release(storedAt: Sample.time + Int64(index))
            ids.append(release.consentID)
            _ = try await store.add(release)
        }
        let newest = try await store.releases(subject: Sample.subject, limit: 3)
        #expect(newest.map(\.consentID) == [ids[4], ids[3], ids[2]])
        #expect(newest.allSatisfy { $0.package == nil })
        let oldest = try await store.work(
            of: OIN(Sample.recipient), dueAt: Sample.time + 10, limit: 2)
        #expect(oldest.map(\.consentID) == [ids[0], ids[1]])
    }

    @Test func `what a step adds stays, and what it drops is gone`() async throws {
        let store = try open()
        let release = try Sample.release()
        let id = release.consentID
        _ = try await store.add(release)
        #expect(try await store.start(release) == .delivering)
        #expect(
            try await store.move(
                id, by: .receiptArrives,
                changes: ReleaseChanges(receipt: Sample.receipt, redirect: "https://x.example"))
                == .delivered)
        let found = try #require(try await store.release(id, subject: Sample.subject))
        #expect(found.state == .delivered && found.package == nil)
        #expect(found.registration == Sample.registration && found.receipt == Sample.receipt)
        #expect(found.redirect == "https://x.example")
        #expect(try await store.nextWork() == nil)
    }

    /// Ways to each state, so that every event can be tried in it.
    static let ways: [ReleaseState: [ReleaseState.Event]] = [
        .registered: [], .delivering: [.deliveryStarts],
        .delivered: [.deliveryStarts, .receiptArrives],
        .refused: [.deliveryStarts, .recipientRefuses], .expired: [.requestEnds],
        .unanswered: [.deliveryStarts, .requestEnds], .stopped: [.citizenWithdraws],
        .forwarded: [.deliveryStarts, .citizenWithdraws],
        .kept: [.deliveryStarts, .citizenWithdraws, .recipientKeeps],
        .deleted: [.deliveryStarts, .citizenWithdraws, .deletionArrives],
    ]

    @Test(arguments: ReleaseState.allCases)
    func `the store takes the steps of the state machine, and the schema every state`(
        state: ReleaseState
    ) async throws {
        let store = try open()
        for event in ReleaseState.Event.allCases {
            let release = try Sample.release()
            let id = release.consentID
            _ = try await store.add(release)
            for step in try #require(Self.ways[state]) { try await store.take(step, id) }
            let before = try #require(try await store.release(id, subject: Sample.subject))
            #expect(before.state == state)
            let next = try await store.take(event, id)
            #expect(next == (state.after(event) ?? (event == .citizenWithdraws ? state : nil)))
            let after = try #require(try await store.release(id, subject: Sample.subject))
            #expect(after.state == next ?? state)
            #expect((after.package != nil) == after.state.isPending)
            #expect((after.withdrawal != nil) == after.state.isWithdrawn)
            let due = try await store.work(
                of: OIN(Sample.recipient), dueAt: Sample.time + 86_400, limit: 100)
            #expect(due.contains { $0.consentID == id } == after.state.hasWork)
            if next == nil { #expect(after.receipt == before.receipt) }
        }
    }

    @Test func `a withdrawal is recorded as one, or not at all`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        #expect(
            await code { _ = try await store.move(release.consentID, by: .citizenWithdraws) }
                == .conflict)
        #expect(
            try await store.release(release.consentID, subject: Sample.subject)?.state
                == .registered)
    }

    @Test func `the first withdrawal counts`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        _ = try await store.start(release)
        for (text, time) in [(Sample.withdrawal, Sample.time), ("eyJ.b.c", Sample.time + 5)] {
            #expect(
                try await store.withdraw(release.consentID, withdrawal: text, at: time)
                    == .forwarded)
        }
        let found = try await store.release(release.consentID, subject: Sample.subject)
        #expect(found?.withdrawal == Sample.withdrawal && found?.withdrawnAt == Sample.time)
    }

    @Test func `the schema refuses rows that cannot be`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        // Started without a registration.
        #expect(
            await code { _ = try await store.move(release.consentID, by: .deliveryStarts) }
                == .conflict)
        _ = try await store.start(release)
        // Delivered without a receipt; refused without a reason.
        for event in [ReleaseState.Event.receiptArrives, .recipientRefuses] {
            #expect(
                await code { _ = try await store.move(release.consentID, by: event) }
                    == .conflict)
        }
        _ = try await store.take(.citizenWithdraws, release.consentID)
        #expect(
            await code { _ = try await store.move(release.consentID, by: .deletionArrives) }
                == .conflict)
        #expect(
            await code { _ = try await store.add(try Sample.release(subject: "")) } == .conflict)
    }

    @Test func `an unknown consent is missing`() async throws {
        let store = try open()
        let id = try DocumentID()
        #expect(
            await code {
                _ = try await store.withdraw(id, withdrawal: Sample.withdrawal, at: Sample.time)
            } == .missing)
        #expect(await code { _ = try await store.move(id, by: .deliveryStarts) } == .missing)
    }

    // MARK: Work

    @Test func `work is found by recipient, when it is due, the longest due first`() async throws {
        let store = try open()
        let (one, other) = ("00000099000000000001", "00000099000000000002")
        var ids: [DocumentID] = []
        for index in 0..<6 {
            let release = try Sample.release(
                recipient: index % 2 == 0 ? one : other, storedAt: Sample.time + Int64(index))
            ids.append(release.consentID)
            _ = try await store.add(release)
        }
        #expect(try await store.nextWork() == Sample.time)
        #expect(try await store.recipientsWithWork(dueAt: Sample.time - 1).isEmpty)
        #expect(try await store.recipientsWithWork(dueAt: Sample.time).map(\.digits) == [one])
        #expect(
            try await store.recipientsWithWork(dueAt: Sample.time + 9).map(\.digits)
                == [one, other])
        try await store.postpone(ids[0], until: Sample.time + 3)
        let due = try await store.work(of: OIN(one), dueAt: Sample.time + 3, limit: 10)
        #expect(due.map(\.consentID) == [ids[2], ids[0]])
        #expect(due.map(\.attempts) == [0, 1])
        #expect(try await store.nextWork() == Sample.time + 1)
    }

    @Test func `what has no work is not postponed, and a withdrawal begins to count anew`()
        async throws
    {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        _ = try await store.start(release)
        for _ in 0..<3 { try await store.postpone(release.consentID, until: Sample.time + 60) }
        _ = try await store.take(.citizenWithdraws, release.consentID)
        var found = try await store.release(release.consentID, subject: Sample.subject)
        #expect(found?.attempts == 0)
        #expect(try await store.nextWork() == Sample.time)
        _ = try await store.take(.deletionArrives, release.consentID)
        try await store.postpone(release.consentID, until: Sample.time + 60)
        found = try await store.release(release.consentID, subject: Sample.subject)
        #expect(found?.attempts == 0 && found?.state == .deleted)
        #expect(try await store.nextWork() == nil)
    }

    @Test func `the outbox's questions are answered by an index, not by reading all`()
        async throws
    {
        let store = try open()
        let questions = [
            "SELECT * FROM releases WHERE recipient = 'x' AND next_attempt <= 1 "
                + "ORDER BY next_attempt, rowid LIMIT 4",
            "SELECT min(next_attempt) FROM releases WHERE next_attempt IS NOT NULL",
            "SELECT min(recipient) FROM releases WHERE next_attempt IS NOT NULL "
                + "AND recipient > 'x'",
            "SELECT min(recipient) FROM releases WHERE next_attempt IS NOT NULL",
            "SELECT rowid FROM releases WHERE kept_until <= 1 LIMIT 5",
            "SELECT thumbprint, subject FROM holder_keys WHERE until <= 1 LIMIT 5",
            "SELECT consent_id FROM releases WHERE subject = 'x' "
                + "ORDER BY stored_at DESC, rowid DESC LIMIT 5",
        ]
        for question in questions {
            let plan = try await store.database.read { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + question)
                    .map { $0["detail"] as String }
            }
            #expect(plan.allSatisfy { $0.contains("INDEX") }, "\(question): \(plan)")
            #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(question): \(plan)")
        }
    }

    // MARK: Ends

    @Test func `what is past its time is deleted, in steps`() async throws {
        let store = try open()
        let key = DocumentHash(ofCharacters: "key").text
        for (index, subject) in ["a", "b", "c"].enumerated() {
            try await store.remember(
                holderKey: key, subject: subject, until: Sample.time + Int64(index))
            _ = try await store.add(
                try Sample.release(keptUntil: Sample.time + 4000 + Int64(index)))
        }
        #expect(try await store.sweep(at: Sample.time - 1, limit: 10) == 0)
        #expect(try await store.sweep(at: Sample.time + 1, limit: 1) == 1)
        #expect(try await store.sweep(at: Sample.time + 1, limit: 10) == 1)
        #expect(try await !store.knows(holderKey: key, subject: "b", at: Sample.time - 100))
        #expect(try await store.knows(holderKey: key, subject: "c", at: Sample.time - 100))
        #expect(try await store.sweep(at: Sample.time + 4001, limit: 10) == 3)
        #expect(try await store.releases(subject: Sample.subject, limit: 10).count == 1)
        #expect(try await store.sweep(at: Sample.time + 4001, limit: 10) == 0)
    }

    @Test func `a holder key is known to its citizen until its time`() async throws {
        let store = try open()
        let key = DocumentHash(ofCharacters: "key").text
        try await store.remember(holderKey: key, subject: "a", until: Sample.time + 10)
        try await store.remember(holderKey: key, subject: "a", until: Sample.time + 5)
        #expect(try await store.knows(holderKey: key, subject: "a", at: Sample.time + 9))
        #expect(try await !store.knows(holderKey: key, subject: "a", at: Sample.time + 10))
        #expect(try await !store.knows(holderKey: key, subject: "b", at: Sample.time))
        #expect(try await !store.knows(holderKey: "other", subject: "a", at: Sample.time))
    }

    @Test func `directories are kept once and found by their hash`() async throws {
        let store = try open()
        #expect(try await store.highestDirectoryVersion() == 0)
        let older = try Sample.directory(version: 3)
        let newer = try Sample.directory(version: 8)
        for directory in [newer, older, newer] { try await store.keep(directory: directory) }
        #expect(try await store.highestDirectoryVersion() == 8)
        #expect(try await store.directory(older.hash) == older.text)
        #expect(try await store.directory(DocumentHash(ofCharacters: "x")) == nil)
    }

    @Test func `everything acknowledged is there after opening again`() async throws {
        let release = try Sample.release()
        let directory = try Sample.directory(version: 2)
        do {
            let store = try open()
            _ = try await store.add(release)
            try await store.keep(directory: directory)
            try await store.remember(
                holderKey: DocumentHash(ofCharacters: "k").text, subject: "a", until: Sample.time)
            _ = try await store.start(release)
            try await store.postpone(release.consentID, until: Sample.time + 60)
        }
        do {
            let store = try open()
            let work = try await store.work(
                of: release.recipient, dueAt: Sample.time + 60, limit: 10)
            #expect(work.map(\.consentID) == [release.consentID])
            #expect(work.first?.registration == Sample.registration)
            #expect(work.first?.attempts == 1)
            #expect(try await store.nextWork() == Sample.time + 60)
            #expect(try await store.directory(directory.hash) == directory.text)
            _ = try await store.take(.citizenWithdraws, release.consentID)
        }
        let store = try open()
        let found = try await store.release(release.consentID, subject: Sample.subject)
        #expect(found?.state == .forwarded && found?.package == nil)
    }
}

extension ServiceStore {
    /// Lets an event happen, with what has to come with it.
    @discardableResult
    func take(_ event: ReleaseState.Event, _ id: DocumentID) async throws -> ReleaseState? {
        guard event != .citizenWithdraws else {
            return try await withdraw(id, withdrawal: Sample.withdrawal, at: Sample.time)
        }
        return try await move(id, by: event, changes: Sample.changes(event))
    }

    func start(_ release: StoredRelease) async throws -> ReleaseState? {
        try await take(.deliveryStarts, release.consentID)
    }
}

extension StoredRelease {
    func replacing(
        subject: String? = nil, package: String? = nil, state: ReleaseState? = nil
    ) -> StoredRelease {
        let text = package ?? self.package ?? ""
        return StoredRelease(
            consentID: consentID, subject: subject ?? self.subject, recipient: recipient,
            recipientName: recipientName, purpose: purpose, request: request, consent: consent,
            package: text, packageHash: DocumentHash(ofCharacters: text), storedAt: storedAt,
            expires: expires, state: state ?? self.state)
    }
}
