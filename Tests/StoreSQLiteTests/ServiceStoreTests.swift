import BlueButton
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
        #expect(found.state == .registered && found.package == "package")
        #expect(found.storedAt == Sample.time && found.expires == Sample.time + 3600)
        #expect(found.recipient == release.recipient && found.recipientName == "Woonstichting")
    }

    @Test func `the identical release again is the stored one`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        _ = try await store.move(
            release.consentID, from: .registered, to: .delivering,
            changes: ReleaseChanges(registration: "registration"))
        #expect(try await store.add(release).state == .delivering)
    }

    @Test func `another package or another citizen under one consent is a conflict`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        for other in [
            release.replacing(package: "other"), release.replacing(subject: "someone else"),
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
        let oldest = try await store.pendingReleases(limit: 2)
        #expect(oldest.map(\.consentID) == [ids[0], ids[1]])
    }

    @Test func `what a step adds stays, and what it drops is gone`() async throws {
        let store = try open()
        let release = try Sample.release()
        let id = release.consentID
        _ = try await store.add(release)
        #expect(
            try await store.move(
                id, from: .registered, to: .delivering,
                changes: ReleaseChanges(registration: "registration")))
        #expect(
            try await store.move(
                id, from: .delivering, to: .delivered,
                changes: ReleaseChanges(receipt: "receipt", dropsPackage: true)))
        let found = try #require(try await store.release(id, subject: Sample.subject))
        #expect(found.state == .delivered && found.package == nil)
        #expect(found.registration == "registration" && found.receipt == "receipt")
        #expect(try await store.pendingReleases(limit: 10).isEmpty)
    }

    @Test func `a step from a state that is left already changes nothing`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        let moved = try await store.move(
            release.consentID, from: .delivering, to: .delivered,
            changes: ReleaseChanges(receipt: "receipt"))
        #expect(!moved)
        let found = try await store.release(release.consentID, subject: Sample.subject)
        #expect(found?.state == .registered && found?.receipt == nil)
    }

    @Test(arguments: [
        (ReleaseState.registered, ReleaseState.delivered), (.delivered, .delivering),
        (.stopped, .delivering), (.withdrawn, .delivering), (.withdrawn, .delivered),
        (.expired, .delivering), (.refused, .delivering), (.registered, .stopped),
        (.delivering, .withdrawn), (.delivered, .withdrawn), (.registered, .registered),
    ])
    func `a step that is none, or a withdrawal without one, is refused`(
        _ state: ReleaseState, next: ReleaseState
    ) async throws {
        let store = try open()
        let refusal = await code {
            _ = try await store.move(
                try DocumentID(), from: state, to: next, changes: ReleaseChanges())
        }
        #expect(refusal == .conflict)
    }

    @Test func `the schema refuses rows that cannot be`() async throws {
        let store = try open()
        let release = try Sample.release()
        _ = try await store.add(release)
        _ = try await store.move(
            release.consentID, from: .registered, to: .delivering, changes: ReleaseChanges())
        // Delivered without a receipt; refused without a reason.
        for next in [ReleaseState.delivered, .refused] {
            let refusal = await code {
                _ = try await store.move(
                    release.consentID, from: .delivering, to: next, changes: ReleaseChanges())
            }
            #expect(refusal == .conflict)
        }
        #expect(
            await code { _ = try await store.add(try Sample.release(subject: "")) } == .conflict)
    }

    @Test func `an unknown consent is missing`() async throws {
        let store = try open()
        let id = try DocumentID()
        #expect(
            await code {
                _ = try await store.withdraw(id, withdrawal: "w", at: Sample.time)
            } == .missing)
        #expect(
            await code {
                _ = try await store.move(
                    id, from: .registered, to: .delivering, changes: ReleaseChanges())
            } == .missing)
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
            _ = try await store.move(
                release.consentID, from: .registered, to: .delivering,
                changes: ReleaseChanges(registration: "registration"))
        }
        do {
            let store = try open()
            let pending = try await store.pendingReleases(limit: 10)
            #expect(pending.map(\.consentID) == [release.consentID])
            #expect(pending.first?.registration == "registration")
            #expect(try await store.directory(directory.hash) == directory.text)
            _ = try await store.withdraw(
                release.consentID, withdrawal: "withdrawal", at: Sample.time)
        }
        let store = try open()
        let found = try await store.release(release.consentID, subject: Sample.subject)
        #expect(found?.state == .withdrawn && found?.package == nil)
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
