import BlueButton
import OpenSSL
import Sovereignty
import Synchronization

/// A store in front of a real one that shows old rows, or does not move one of them on.
final class StaleStore: Store {
    private let store: any Store
    private let pending: [StoredRelease]?
    private let stuck: DocumentID?
    private let count = Mutex(0)

    init(_ store: any Store, pending: [StoredRelease]? = nil, stuck: DocumentID? = nil) {
        self.store = store
        self.pending = pending
        self.stuck = stuck
    }

    /// How often someone looked for work.
    var looks: Int { count.withLock { $0 } }

    func pendingReleases(limit: Int) async throws(StoreError) -> [StoredRelease] {
        count.withLock { $0 += 1 }
        if let pending { return pending }
        return try await store.pendingReleases(limit: limit)
    }

    func move(
        _ consent: DocumentID, from state: ReleaseState, to next: ReleaseState,
        changes: ReleaseChanges
    ) async throws(StoreError) -> Bool {
        if consent == stuck {
            throw StoreError(.unavailable, "expected a disk to write to")
        }
        return try await store.move(consent, from: state, to: next, changes: changes)
    }

    // MARK: As the real one

    func keep(directory: Directory) async throws(StoreError) {
        try await store.keep(directory: directory)
    }

    func directory(_ hash: DocumentHash) async throws(StoreError) -> String? {
        try await store.directory(hash)
    }

    func highestDirectoryVersion() async throws(StoreError) -> Int64 {
        try await store.highestDirectoryVersion()
    }

    func remember(
        holderKey thumbprint: String, subject: String, until: UnixTime
    ) async throws(StoreError) {
        try await store.remember(holderKey: thumbprint, subject: subject, until: until)
    }

    func knows(
        holderKey thumbprint: String, subject: String, at time: UnixTime
    ) async throws(StoreError) -> Bool {
        try await store.knows(holderKey: thumbprint, subject: subject, at: time)
    }

    func add(_ release: StoredRelease) async throws(StoreError) -> StoredRelease {
        try await store.add(release)
    }

    func release(
        _ consent: DocumentID, subject: String
    ) async throws(StoreError) -> StoredRelease? {
        try await store.release(consent, subject: subject)
    }

    func releases(subject: String, limit: Int) async throws(StoreError) -> [StoredRelease] {
        try await store.releases(subject: subject, limit: limit)
    }

    func withdraw(
        _ consent: DocumentID, withdrawal: String, at time: UnixTime
    ) async throws(StoreError) -> ReleaseState {
        try await store.withdraw(consent, withdrawal: withdrawal, at: time)
    }
}
