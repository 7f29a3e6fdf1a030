package import OpenSSL
internal import Synchronization

/// Remembers good decisions about chains for a short time, so that a kept-alive connection is
/// judged anew without paying for a chain verification per request.
///
/// `OrganisationClient` asks its caller's decision before every exchange, also on a reused
/// connection: a revocation counts from the next request on. With this memory it counts after
/// `seconds` at the latest. Refusals are not remembered.
package final class PeerMemory: Sendable {
    private struct Entry {
        let chain: [Certificate]
        let identity: PeerIdentity
        let until: ContinuousClock.Instant
        let generation: UInt64
    }

    /// By the hash of the leaf: one of several chains for the same leaf is remembered.
    private let entries = Mutex<[[UInt8]: Entry]>([:])
    private let seconds: Duration
    private let generation: @Sendable () -> UInt64
    private let judge: PeerDecision

    /// - Parameters:
    ///   - seconds: how long a good decision holds; a minute by default.
    ///   - generation: what decisions rest on, such as anchors and revocation lists: a decision
    ///     counts within its own generation alone.
    package init(
        for seconds: Duration = .seconds(60),
        generation: @escaping @Sendable () -> UInt64 = { 0 }, _ judge: @escaping PeerDecision
    ) {
        self.seconds = seconds
        self.generation = generation
        self.judge = judge
    }

    /// Judges a chain, from memory while that holds.
    package func decide(_ chain: [Certificate]) throws -> PeerIdentity {
        guard let key = chain.first?.sha256 else { return try judge(chain) }
        let now = ContinuousClock.now
        // Read before judging: what changes meanwhile makes the decision one of the past.
        let generation = generation()
        if let entry = entries.withLock({ $0[key] }), entry.until > now,
            entry.generation == generation, entry.chain == chain
        {
            return entry.identity
        }
        let identity = try judge(chain)
        entries.withLock { entries in
            if entries.count >= 256 { entries = entries.filter { $0.value.until > now } }
            if entries.count >= 256 { entries.removeAll() }
            entries[key] = Entry(
                chain: chain, identity: identity, until: now + seconds, generation: generation)
        }
        return identity
    }

    /// Forgets everything; called when anchors or revocation lists change.
    package func forget() {
        entries.withLock { $0.removeAll() }
    }
}
