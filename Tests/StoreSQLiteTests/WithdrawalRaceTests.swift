import BlueButton
import OpenSSL
import Sovereignty
import TestKit
import Testing

@testable import StoreSQLite

/// No delivery is ordered after a withdrawal was committed, whatever comes first.
struct WithdrawalRaceTests {
    private let folder = TemporaryFolder()

    /// What an outbox does with one release, step by step; true where the step was made.
    private enum Step: CaseIterable {
        case start, receive, refuse, expire, retry

        func take(_ id: DocumentID, in store: ServiceStore) async throws -> Bool {
            let (from, to, changes): (ReleaseState, ReleaseState, ReleaseChanges) =
                switch self {
                case .start:
                    (.registered, .delivering, ReleaseChanges(registration: "registration"))
                case .retry:
                    (.delivering, .delivering, ReleaseChanges())
                case .receive:
                    (.delivering, .delivered, ReleaseChanges(receipt: "r", dropsPackage: true))
                case .refuse:
                    (.delivering, .refused, ReleaseChanges(refusal: "x", dropsPackage: true))
                case .expire:
                    (.delivering, .expired, ReleaseChanges(dropsPackage: true))
                }
            return try await store.move(id, from: from, to: to, changes: changes)
        }
    }

    /// An outbox's way with a release, where the withdrawal comes, and what it then is.
    private static let interleavings: [([Step], Int, ReleaseState)] = [
        ([.start, .retry, .receive], 0, .stopped),
        ([.start, .retry, .receive], 1, .withdrawn),
        ([.start, .retry, .receive], 2, .withdrawn),
        ([.start, .retry, .receive], 3, .withdrawn),
        ([.start, .refuse], 0, .stopped),
        ([.start, .refuse], 1, .withdrawn),
        ([.start, .refuse], 2, .refused),
        ([.start, .expire], 0, .stopped),
        ([.start, .expire], 1, .withdrawn),
        ([.start, .expire], 2, .expired),
    ]

    @Test func `after a committed withdrawal no step of the outbox is made`() async throws {
        let store = try ServiceStore(folder: folder.path)
        for (steps, place, expected) in Self.interleavings {
            let release = try Sample.release()
            let id = release.consentID
            _ = try await store.add(release)
            for step in steps[..<place] { #expect(try await step.take(id, in: store)) }
            let state = try await store.withdraw(id, withdrawal: "w", at: Sample.time)
            #expect(state == expected)
            for step in steps[place...] { #expect(try await !step.take(id, in: store)) }
            let found = try #require(try await store.release(id, subject: Sample.subject))
            #expect(found.state == expected && found.package == nil)
            #expect(try await store.pendingReleases(limit: 10).isEmpty)
            // Again, it changes nothing.
            #expect(try await store.withdraw(id, withdrawal: "v", at: Sample.time) == expected)
        }
    }

    @Test func `of a start and a withdrawal at once exactly one comes first`() async throws {
        let store = try ServiceStore(folder: folder.path)
        for index in 0..<200 {
            let release = try Sample.release()
            let id = release.consentID
            _ = try await store.add(release)
            let (started, state) = try await withThrowingTaskGroup(
                of: (Bool?, ReleaseState?).self
            ) { group in
                group.addTask {
                    if index % 2 == 0 { await Task.yield() }
                    return (try await Step.start.take(id, in: store), nil)
                }
                group.addTask {
                    if index % 2 == 1 { await Task.yield() }
                    return (nil, try await store.withdraw(id, withdrawal: "w", at: Sample.time))
                }
                var outcome: (Bool?, ReleaseState?) = (nil, nil)
                for try await (started, state) in group {
                    outcome = (started ?? outcome.0, state ?? outcome.1)
                }
                return outcome
            }
            // `stopped` is told exactly when nothing was, or ever will be, sent.
            #expect(state == (started == true ? .withdrawn : .stopped))
            let found = try await store.release(id, subject: Sample.subject)
            #expect(found?.state == state && found?.package == nil)
        }
    }

    @Test func `two outboxes never both finish one delivery`() async throws {
        let store = try ServiceStore(folder: folder.path)
        for _ in 0..<50 {
            let release = try Sample.release()
            let id = release.consentID
            _ = try await store.add(release)
            #expect(try await Step.start.take(id, in: store))
            let made = try await withThrowingTaskGroup(of: Bool.self) { group in
                for step in [Step.receive, .refuse, .expire] {
                    group.addTask { try await step.take(id, in: store) }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(made == 1)
        }
    }
}
