import BlueButton
import CrashKit
import OpenSSL
import Sovereignty
import TestKit
import Testing
import TransparencyLog

@testable import StoreSQLite

/// Wherever the power goes away, what was acknowledged is there and nothing is half there.
struct PowerLossTests {
    private let folder = TemporaryFolder()

    /// What was acknowledged, in order.
    private enum Deed: Sendable {
        case added(DocumentID)
        case moved(DocumentID, ReleaseState)
        case kept(DocumentHash)
    }

    @Test func `after any crash every acknowledged step is there and none is half there`()
        async throws
    {
        let live = folder.path + "/live"
        let image = folder.path + "/image"
        let (recording, deeds) = try await record(in: live)
        var images = 0
        try await recording.crashes(count: 1040, seed: 20_261_123) { crash in
            images += 1
            try crash.write(to: image)
            let store = try ServiceStore(folder: image)
            try await store.log.check()
            try await check(store, deeds: Array(deeds.prefix(crash.acknowledged)))
        }
        #expect(images >= 1000)
    }

    /// A day at the service, with enough written for several checkpoints.
    private func record(in path: String) async throws -> (DiskRecording, [Deed]) {
        var deeds: [Deed] = []
        let recording = try await DiskRecording.make(folder: path) { acknowledged in
            func done(_ deed: Deed) {
                deeds.append(deed)
                acknowledged(deeds.count)
            }
            let store = try ServiceStore(folder: path)
            for round in 0..<40 {
                if round % 10 == 0 {
                    let directory = try Sample.directory(version: Int64(round + 1))
                    try await store.keep(directory: directory)
                    done(.kept(directory.hash))
                }
                let text = String(repeating: "cGFja2FnZQ", count: 4_000)
                let release = try Sample.release(package: "eyJrZXk..aXY.\(text)\(round).dGFn")
                let id = release.consentID
                _ = try await store.add(release)
                done(.added(id))
                if round % 4 == 3 {
                    let state = try await store.withdraw(
                        id, withdrawal: Sample.withdrawal, at: Sample.time)
                    done(.moved(id, state))
                    continue
                }
                for event in [ReleaseState.Event.deliveryStarts, .receiptArrives] {
                    let state = try #require(
                        await store.move(id, by: event, changes: Sample.changes(event)))
                    done(.moved(id, state))
                }
            }
        }
        return (recording, deeds)
    }

    private func check(_ store: ServiceStore, deeds: [Deed]) async throws {
        var expected: [String: ReleaseState] = [:]
        for deed in deeds {
            switch deed {
            case .kept(let hash): #expect(try await store.directory(hash) != nil)
            case .added(let id): expected[id.text] = .registered
            case .moved(let id, let state): expected[id.text] = state
            }
        }
        let found = try await store.releases(subject: Sample.subject, limit: 1000)
        let states = Dictionary(uniqueKeysWithValues: found.map { ($0.consentID.text, $0.state) })
        for (id, state) in expected {
            let now = try #require(states[id])
            // The step after it may have been written, but not yet acknowledged.
            #expect(now == state || Self.follows(now, state))
        }
        // At most the one that was under way is there beside what was acknowledged.
        #expect(states.count <= expected.count + 1)
        for release in found {
            #expect((release.state == .delivered) == (release.receipt != nil))
            // A release and its leaf in the log are there together.
            let logged = try #require(await store.log.entry(ofConsent: release.consentID))
            try logged.checkpoint.verify(
                leaf: logged.entry.record.leaf.hash, at: logged.entry.proof.index,
                proof: logged.entry.proof.hashes)
        }
    }

    private static func follows(_ next: ReleaseState, _ state: ReleaseState) -> Bool {
        ReleaseState.Event.allCases.contains { state.after($0) == next }
    }
}
