package import BlueButton
package import TransparencyLog

/// The service's access log: leaves that only grow in number, and the entries that open them.
///
/// Behind it stands the same database as behind `Store`, so that a leaf is committed with what it
/// is about. What cannot be logged does not happen: whoever calls this fails closed.
package protocol AccessLog: Sendable {
    /// Appends an entry about a citizen.
    ///
    /// When this returns, the leaf and a checkpoint over it are on the disk. Appends that wait at
    /// the same time are committed together, under one checkpoint.
    /// - Throws: `log-unavailable`; then nothing was appended, or at least nothing may follow of it.
    func append(_ entry: LogEntry, subject: String) async throws(StoreError)

    /// The newest checkpoint.
    func checkpoint() async throws(StoreError) -> Checkpoint

    /// The proof that the log of a size continues that of a smaller one.
    ///
    /// - Returns: nil where the log never had these sizes.
    func consistencyProof(from old: UInt64, to new: UInt64)
        async throws(StoreError) -> ConsistencyProof?

    /// A citizen's entries, newest first, proven against the newest checkpoint.
    ///
    /// - Parameter before: only entries before this index; nil for the newest.
    func entries(subject: String, before: UInt64?, limit: Int)
        async throws(StoreError) -> LogPage

    /// The entry of a stored release's consent, proven against the newest checkpoint.
    ///
    /// - Returns: nil where there is no such release, or its entry was erased.
    func entry(ofConsent id: DocumentID) async throws(StoreError) -> (
        entry: ProvenEntry, checkpoint: Checkpoint
    )?

    /// Destroys the key of a citizen's entry, the entry and whose it was; the leaf stays.
    ///
    /// - Throws: `missing` where the citizen has no such entry, `conflict` while it is needed for a
    ///   registration that is not sealed yet.
    func erase(_ index: UInt64, subject: String) async throws(StoreError)
}

/// An entry with its place in the log and the proof of it.
package struct ProvenEntry: Sendable, Equatable {
    package let record: LogRecord
    package let proof: InclusionProof

    package init(record: LogRecord, proof: InclusionProof) {
        self.record = record
        self.proof = proof
    }
}

/// Some of a citizen's entries, with the one checkpoint to which all proofs lead.
package struct LogPage: Sendable, Equatable {
    package let entries: [ProvenEntry]
    package let checkpoint: Checkpoint
    /// Before which index the next page begins; nil on the last page.
    package let next: UInt64?

    package init(entries: [ProvenEntry], checkpoint: Checkpoint, next: UInt64?) {
        self.entries = entries
        self.checkpoint = checkpoint
        self.next = next
    }
}
