package import BlueButton
package import OpenSSL

/// What the service remembers. What a call acknowledges is on the disk when it returns.
///
/// Behind this protocol stands SQLite; a store for several nodes fits behind it too, so nothing
/// here assumes that the process is alone. A state changes by an event, in the transaction that reads
/// the state it leaves, and the pure `ReleaseState` decides; the package is dropped with the state
/// in which it can still be sent.
package protocol Store: Sendable {
    // MARK: Directories

    /// Keeps a directory; the same one again changes nothing.
    func keep(directory: Directory) async throws(StoreError)
    /// The text of a directory by its hash.
    func directory(_ hash: DocumentHash) async throws(StoreError) -> String?
    /// The highest version kept, 0 where there is none.
    func highestDirectoryVersion() async throws(StoreError) -> Int64

    // MARK: Holder keys

    /// Remembers that a mandate with this holder key was relayed for a citizen.
    func remember(holderKey thumbprint: String, subject: String, until: UnixTime)
        async throws(StoreError)
    /// Whether a mandate with this holder key was relayed for this citizen.
    func knows(holderKey thumbprint: String, subject: String, at time: UnixTime)
        async throws(StoreError) -> Bool

    // MARK: Releases

    /// Stores a release in the state `registered`.
    ///
    /// - Returns: the release of this consent, which is the earlier one where the identical
    ///   release was stored before.
    /// - Throws: `conflict` where the consent was stored with another package.
    func add(_ release: StoredRelease) async throws(StoreError) -> StoredRelease
    /// A citizen's release by its consent.
    func release(_ consent: DocumentID, subject: String) async throws(StoreError) -> StoredRelease?
    /// A citizen's releases without their packages, newest first, at most `limit`.
    ///
    /// - Parameter before: only those that come after this one in the list; nil for the newest.
    /// - Throws: `missing` where the citizen has no such release (any more).
    func releases(subject: String, before: DocumentID?, limit: Int)
        async throws(StoreError) -> [StoredRelease]
    /// Moves a release on, in one transaction; what is nil in `changes` stays as it is.
    ///
    /// - Parameter event: any but a withdrawal, which goes by `withdraw` alone.
    /// - Returns: the state after it; nil, and nothing changes, where the event cannot happen in
    ///   the state in which the release is.
    func move(
        _ consent: DocumentID, by event: ReleaseState.Event, changes: ReleaseChanges
    ) async throws(StoreError) -> ReleaseState?
    /// Records a withdrawal and moves the release on, in one transaction.
    ///
    /// - Returns: the state after it; the first withdrawal counts, a second one changes nothing.
    func withdraw(_ consent: DocumentID, withdrawal: String, at time: UnixTime)
        async throws(StoreError) -> ReleaseState

    /// Appends the leaves of withdrawals that were recorded while the log could not be written, at
    /// most `limit`.
    ///
    /// - Returns: how many were appended.
    func logWhatWaits(limit: Int) async throws(StoreError) -> Int

    // MARK: Work

    /// The recipients for which the outbox has work that is due.
    func recipientsWithWork(dueAt time: UnixTime) async throws(StoreError) -> [OIN]
    /// A recipient's releases with work that is due, the longest due first, at most `limit`.
    func work(of recipient: OIN, dueAt time: UnixTime, limit: Int)
        async throws(StoreError) -> [StoredRelease]
    /// When the next work is due; nil where there is none.
    func nextWork() async throws(StoreError) -> UnixTime?
    /// Counts an attempt, and says when the next one is due; changes nothing where no work is left.
    func postpone(_ consent: DocumentID, until time: UnixTime) async throws(StoreError)

    // MARK: Ends

    /// Deletes holder keys and releases past their time, at most `limit` of each.
    ///
    /// - Returns: how many rows were deleted.
    func sweep(at time: UnixTime, limit: Int) async throws(StoreError) -> Int
}

extension Store {
    /// A citizen's newest releases without their packages.
    package func releases(
        subject: String, limit: Int
    ) async throws(StoreError) -> [StoredRelease] {
        try await releases(subject: subject, before: nil, limit: limit)
    }

    /// Moves a release on, adding nothing.
    package func move(
        _ consent: DocumentID, by event: ReleaseState.Event
    ) async throws(StoreError) -> ReleaseState? {
        try await move(consent, by: event, changes: ReleaseChanges())
    }
}

/// What a step of a release adds to it.
package struct ReleaseChanges: Sendable {
    package var registration: String?
    package var receipt: String?
    package var redirect: String?
    package var refusal: String?
    /// A withdrawal that takes the place of the one before: sealed anew.
    package var withdrawal: String?
    package var deletionReceipt: String?
    /// When work is due again, where the state after it has work.
    package var nextAttempt: UnixTime?

    package init(
        registration: String? = nil, receipt: String? = nil, redirect: String? = nil,
        refusal: String? = nil, withdrawal: String? = nil, deletionReceipt: String? = nil,
        nextAttempt: UnixTime? = nil
    ) {
        self.registration = registration
        self.receipt = receipt
        self.redirect = redirect
        self.refusal = refusal
        self.withdrawal = withdrawal
        self.deletionReceipt = deletionReceipt
        self.nextAttempt = nextAttempt
    }
}

/// Why the store did not do as asked. It carries no bound value.
package struct StoreError: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        /// Another program has the data folder.
        case locked
        /// The database could not be opened, read or written.
        case unavailable
        /// The database is damaged or was made by a newer program.
        case unusable
        /// What is stored differs from what was to be stored.
        case conflict
        /// There is no such row.
        case missing
        /// The database is an older copy, and nobody has decided to use it.
        case restored
        /// The access log could not be written, so nothing was done.
        case logUnavailable = "log-unavailable"
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
