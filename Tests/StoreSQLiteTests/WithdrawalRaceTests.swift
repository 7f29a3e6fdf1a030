import BlueButton
import OpenSSL
import Sovereignty
import TestKit
import Testing

@testable import StoreSQLite

/// Starts and withdrawals at once, at the store: it puts them in one order, and keeps to it.
///
/// With the outbox and the desk in front of it the same is tried in `SovereigntyTests`.
struct WithdrawalRaceTests {
    private let folder = TemporaryFolder()

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
                    return (try await store.start(release) != nil, nil)
                }
                group.addTask {
                    if index % 2 == 1 { await Task.yield() }
                    return (nil, try await store.take(.citizenWithdraws, id))
                }
                var outcome: (Bool?, ReleaseState?) = (nil, nil)
                for try await (started, state) in group {
                    outcome = (started ?? outcome.0, state ?? outcome.1)
                }
                return outcome
            }
            // `stopped` is told exactly when nothing was, or ever will be, sent.
            #expect(state == (started == true ? .forwarded : .stopped))
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
            #expect(try await store.start(release) == .delivering)
            let made = try await withThrowingTaskGroup(of: ReleaseState?.self) { group in
                for _ in 0..<3 {
                    group.addTask { try await store.take(.recipientRefuses, id) }
                }
                return try await group.reduce(into: 0) { $0 += $1 != nil ? 1 : 0 }
            }
            #expect(made == 1)
        }
    }
}
