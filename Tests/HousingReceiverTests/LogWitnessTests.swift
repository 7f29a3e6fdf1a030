import BlueButton
import OpenSSL
import ReleaseKit
import TestKit
import Testing
import TransparencyLog

@testable import HousingReceiver

/// A corporation that watches the service's log.
struct LogWitnessTests {
    /// Nobody answers.
    struct Silence: ConsistencySource {
        func proof(
            from old: UInt64, to new: UInt64, in directory: Directory
        ) async throws(LogUnreachable) -> [MerkleHash] { throw LogUnreachable() }
    }

    let world: ReleaseWorld
    let folder = TemporaryFolder()
    let store: ReceiverStore

    init() throws {
        world = try ReleaseWorld.shared.get()
        store = try ReceiverStore(folder: folder.path, logger: Corporation.quiet)
    }

    private func witness(_ source: (any ConsistencySource)?) -> LogWitness {
        LogWitness(store: store, source: source, logger: Corporation.quiet)
    }

    private func entry() throws -> LogEntry {
        LogEntry(
            time: world.time, event: .query, actor: world.directory.service.oin,
            document: DocumentHash(ofCharacters: "x"))
    }

    private func checkpoint(_ log: WorldLog) throws -> Checkpoint {
        try log.append(entry()).verify(by: world.directory.log.verifierKey())
    }

    /// Another log under the service's own key.
    private func other() throws -> WorldLog { try WorldLog(world.pki, world.directory) }

    @Test func `a log that goes on is followed, whatever the order in which it is seen`()
        async throws
    {
        let log = try other()
        let seen = try (0..<6).map { _ in try checkpoint(log) }
        let witness = witness(WorldProofs(log: log))
        for place in [2, 0, 5, 3, 5, 1] {
            try await witness.follow(seen[place], in: world.directory)
        }
        let kept = try await store.logCheckpoint(of: world.directory.log.origin)
        #expect(kept == seen[5].note)
    }

    @Test func `another history is refused, and the one seen before stays`() async throws {
        let (log, fork) = (try other(), try other())
        let first = try checkpoint(log)
        try await witness(WorldProofs(log: log)).follow(first, in: world.directory)
        let same = try checkpoint(fork)
        #expect(
            await code { try await witness(nil).follow(same, in: world.directory) }
                == "tree-forked")
        let longer = try checkpoint(fork)
        // From a tree of one leaf, or any complete one, a proof leads on: there only the end differs.
        let code = await code {
            try await witness(WorldProofs(log: fork)).follow(longer, in: world.directory)
        }
        #expect(["old-root-mismatch", "new-root-mismatch"].contains(code))
        let kept = try await store.logCheckpoint(of: world.directory.log.origin)
        #expect(kept == first.note)
    }

    @Test func `without a proof nothing is taken`() async throws {
        let log = try other()
        let (first, second) = (try checkpoint(log), try checkpoint(log))
        for source in [nil, Silence()] as [(any ConsistencySource)?] {
            try await witness(source).follow(first, in: world.directory)
            #expect(
                await code { try await witness(source).follow(second, in: world.directory) }
                    == "LogUnreachable")
        }
    }

    @Test func `many at once leave the largest, and a fork among them shows`() async throws {
        let (log, fork) = (try other(), try other())
        let seen = try (0..<12).map { _ in try checkpoint(log) }
        let forked = try checkpoint(fork)
        let witness = witness(WorldProofs(log: log))
        let directory = world.directory
        let refused = await withTaskGroup(of: String?.self) { group in
            for checkpoint in seen + [forked] {
                group.addTask {
                    await code { try await witness.follow(checkpoint, in: directory) }
                }
            }
            return await group.reduce(into: 0) { if $1 != nil { $0 += 1 } }
        }
        #expect(refused > 0)
    }
}
