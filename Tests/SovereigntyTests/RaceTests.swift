import BlueButton
import OpenSSL
import ReleaseKit
import StoreSQLite
import Synchronization
import Testing

@testable import Sovereignty

/// Withdrawals against deliveries, with the real desk, outbox and SQLite store.
@Suite(.timeLimit(.minutes(5)))
struct RaceTests {
    static let runs = 1000

    /// In which order things were seen to happen, across tasks.
    private final class Order: Sendable {
        private struct State {
            var withdrawn: Set<DocumentID> = []
            var sent: Set<DocumentID> = []
            var late: [DocumentID] = []
        }

        private let state = Mutex(State())

        /// A package leaves.
        func sends(_ id: DocumentID) {
            state.withLock { state in
                state.sent.insert(id)
                if state.withdrawn.contains(id) { state.late.append(id) }
            }
        }

        /// A withdrawal was acknowledged.
        func acknowledges(_ id: DocumentID) {
            state.withLock { _ = $0.withdrawn.insert(id) }
        }

        var late: [DocumentID] { state.withLock { $0.late } }
        func wasSent(_ id: DocumentID) -> Bool { state.withLock { $0.sent.contains(id) } }
    }

    @Test func `in 1,000 runs no package leaves after a committed withdrawal`() async throws {
        let rig = try ServiceRig()
        let model = try await rig.taken()
        let template = try await rig.stored(model)
        try await rig.withdraw(model)
        let order = Order()
        let delivery = ScriptedDelivery { sent, count throws(DeliveryFailure) in
            // Which release it is stands in its package alone: they share the other documents.
            if let id = try? DocumentID(String(sent.package.split(separator: ".").last ?? "")) {
                order.sends(id)
            }
            if count % 3 == 0 { await Task.yield() }
            throw count % 2 == 0 ? DeliveryFailure.passing : .refused(code: "too-late")
        }
        let outbox = try rig.outbox(delivery)
        let running = Task { try await outbox.run() }
        var states: [ReleaseState: Int] = [:]
        for batch in 0..<(Self.runs / 20) {
            let releases = try (0..<20).map { _ in try Self.copy(of: template) }
            try await withThrowingTaskGroup(of: ReleaseState.self) { group in
                for (index, release) in releases.enumerated() {
                    group.addTask {
                        let stored = try await rig.store.add(release)
                        rig.signal.raise()
                        for _ in 0..<((batch + index) % 12) { await Task.yield() }
                        let state = try await rig.desk.withdraw(
                            nil, consent: stored.consentID, subject: ServiceRig.subject,
                            directory: rig.world.directory)
                        order.acknowledges(stored.consentID)
                        return state
                    }
                }
                for try await state in group { states[state, default: 0] += 1 }
            }
            for release in releases {
                let found = try #require(
                    try await rig.store.release(
                        release.consentID, subject: ServiceRig.subject))
                #expect(found.state.isWithdrawn && found.package == nil)
                if found.state == .stopped { #expect(!order.wasSent(release.consentID)) }
            }
        }
        running.cancel()
        try await running.value
        #expect(order.late.isEmpty)
        #expect(states.values.reduce(0, +) == Self.runs)
        // Both came to pass, or nothing was tried.
        #expect(states[.stopped] ?? 0 > 0 && states[.forwarded] ?? 0 > 0, "\(states)")
    }

    /// Another release of the same documents, told apart by its number and the end of its package.
    private static func copy(of release: StoredRelease) throws -> StoredRelease {
        let id = try DocumentID()
        let package = "eyJ..a.b.\(id.text)"
        return StoredRelease(
            consentID: id, subject: release.subject, recipient: release.recipient,
            recipientName: release.recipientName, purpose: release.purpose,
            request: release.request, consent: release.consent, package: package,
            packageHash: DocumentHash(ofCharacters: package), storedAt: release.storedAt,
            expires: release.expires, state: .registered)
    }
}
