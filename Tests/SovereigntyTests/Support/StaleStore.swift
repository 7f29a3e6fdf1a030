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

    func recipientsWithWork(dueAt time: UnixTime) async throws(StoreError) -> [OIN] {
        count.withLock { $0 += 1 }
        if let pending { return Array(Set(pending.map(\.recipient))) }
        return try await store.recipientsWithWork(dueAt: time)
    }

    func work(
        of recipient: OIN, dueAt time: UnixTime, limit: Int
    ) async throws(StoreError) -> [StoredRelease] {
        if let pending { return pending.filter { $0.recipient == recipient } }
        return try await store.work(of: recipient, dueAt: time, limit: limit)
    }

    func move(
        _ consent: DocumentID, by event: ReleaseState.Event, changes: ReleaseChanges
    ) async throws(StoreError) -> ReleaseState? {
        if consent == stuck {
            throw StoreError(.unavailable, "expected a disk to write to")
        }
        return try await store.move(consent, by: event, changes: changes)
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

    func releases(
        subject: String, before: DocumentID?, limit: Int
    ) async throws(StoreError) -> [StoredRelease] {
        try await store.releases(subject: subject, before: before, limit: limit)
    }

    func logWhatWaits(limit: Int) async throws(StoreError) -> Int {
        try await store.logWhatWaits(limit: limit)
    }

    func withdraw(
        _ consent: DocumentID, withdrawal: String, at time: UnixTime
    ) async throws(StoreError) -> ReleaseState {
        try await store.withdraw(consent, withdrawal: withdrawal, at: time)
    }

    func nextWork() async throws(StoreError) -> UnixTime? { try await store.nextWork() }

    func postpone(_ consent: DocumentID, until time: UnixTime) async throws(StoreError) {
        try await store.postpone(consent, until: time)
    }

    func sweep(at time: UnixTime, limit: Int) async throws(StoreError) -> Int {
        try await store.sweep(at: time, limit: limit)
    }
}
