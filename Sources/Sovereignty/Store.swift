package import BlueButton
package import OpenSSL

/// What the service remembers. What a call acknowledges is on the disk when it returns.
///
/// Behind this protocol stands SQLite; a store for several nodes fits behind it too, so nothing
/// here assumes that the process is alone. State changes name the state that they leave, and fail
/// where it has changed meanwhile.
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
    /// A citizen's releases, newest first, at most `limit`.
    func releases(subject: String, limit: Int) async throws(StoreError) -> [StoredRelease]
    /// Releases that the outbox still has work with, oldest first, at most `limit`.
    func pendingReleases(limit: Int) async throws(StoreError) -> [StoredRelease]
    /// Moves a release on; what is nil stays as it is.
    ///
    /// - Returns: false, and nothing changes, where the release was no longer in `state`.
    func move(
        _ consent: DocumentID, from state: ReleaseState, to next: ReleaseState,
        changes: ReleaseChanges
    ) async throws(StoreError) -> Bool
    /// Records a withdrawal and moves the release on, in one transaction.
    ///
    /// - Returns: the state after it.
    func withdraw(_ consent: DocumentID, withdrawal: String, at time: UnixTime)
        async throws(StoreError) -> ReleaseState
}

/// What a step of a release adds to it.
package struct ReleaseChanges: Sendable {
    package var registration: String?
    package var receipt: String?
    package var redirect: String?
    package var refusal: String?
    /// Whether the package is forgotten.
    package var dropsPackage: Bool

    package init(
        registration: String? = nil, receipt: String? = nil, redirect: String? = nil,
        refusal: String? = nil, dropsPackage: Bool = false
    ) {
        self.registration = registration
        self.receipt = receipt
        self.redirect = redirect
        self.refusal = refusal
        self.dropsPackage = dropsPackage
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
