import BlueButton
import OpenSSL
import Sovereignty
import Synchronization
import Trust

/// The directories that this corporation judges by.
///
/// For new work the newest, never one of a lower version than was seen; for a package the one that
/// its consent names. Each is verified against the scheme's anchor, whoever gave it.
final class DirectoryKeeper: Sendable {
    private struct Newest {
        var directory: Directory
        /// When it is asked for again.
        var refresh: UnixTime
    }

    /// How long the newest one is used without asking for a newer, in seconds.
    private static let freshness: Int64 = 3600

    private let store: ReceiverStore
    private let fetcher: DirectoryFetcher?
    private let trust: @Sendable () -> TrustStore
    private let clock: WallClock
    private let newest: Mutex<Newest>
    /// The configured text that was last taken.
    private let configured: Mutex<String?>

    /// Takes the configured directory, or else one that was kept, or else the service's.
    ///
    /// - Throws: `Refusal` for one that does not verify or is older than one seen;
    ///   `DirectoryUnavailable` where there is none.
    init(
        configured: String?, store: ReceiverStore, fetcher: DirectoryFetcher?,
        trust: @escaping @Sendable () -> TrustStore, clock: WallClock
    ) async throws {
        self.store = store
        self.fetcher = fetcher
        self.trust = trust
        self.clock = clock
        self.configured = Mutex(configured)
        let now = clock.now()
        let directory: Directory
        if let configured {
            directory = try Directory.verify(configured, trust: trust(), at: now)
            try directory.succeeds(version: await store.highestDirectoryVersion())
        } else if let kept = try await store.newestDirectory(),
            let verified = try? Directory.verify(kept, trust: trust(), at: now)
        {
            directory = verified
        } else if let fetcher {
            let text = try await fetcher.newest(from: nil)
            directory = try Directory.verify(text, trust: trust(), at: now)
            try directory.succeeds(version: await store.highestDirectoryVersion())
        } else {
            throw DirectoryUnavailable()
        }
        try await store.keep(directory: directory)
        newest = Mutex(Newest(directory: directory, refresh: now + Self.freshness))
    }

    /// The newest directory, for new work.
    ///
    /// - Throws: `expired` where it has ended and the service gives no newer one.
    func current() async throws -> Directory {
        let now = clock.now()
        let known = newest.withLock { $0 }
        guard now >= known.refresh || now >= known.directory.expires else {
            return known.directory
        }
        if let directory = await refreshed(from: known.directory, at: now) { return directory }
        guard now < known.directory.expires else {
            throw Refusal(.expired, "expected a directory that has not ended")
        }
        return known.directory
    }

    /// Where the newest directory says that revocation lists are.
    var revocationAddresses: [String] {
        newest.withLock { $0.directory.revocationAddresses }
    }

    /// What a directory file that was read anew makes the newest one: the file's own where it is
    /// another than before, else the one at hand.
    ///
    /// - Throws: what verification refuses, and `directory-outdated`; nothing is taken yet.
    func candidate(
        _ text: String?, trust: TrustStore, at now: UnixTime
    ) async throws -> Directory {
        let known = newest.withLock { $0.directory }
        guard let text, text != configured.withLock({ $0 }) else { return known }
        let directory = try Directory.verify(text, trust: trust, at: now)
        try directory.succeeds(version: max(known.version, await store.highestDirectoryVersion()))
        return directory
    }

    /// Goes by a directory from now on, which the store keeps already.
    func take(_ directory: Directory, configured text: String?, at now: UnixTime) {
        configured.withLock { $0 = text }
        newest.withLock { newest in
            guard newest.directory.version <= directory.version else { return }
            newest = Newest(directory: directory, refresh: now + Self.freshness)
        }
    }

    /// The directory that a consent names, as it was valid at the time that counts.
    ///
    /// - Throws: `directory-unknown` where neither we nor the service have it;
    ///   `DirectoryUnavailable` where the service cannot be asked.
    func directory(_ hash: DocumentHash, at time: UnixTime) async throws -> Directory {
        let known = newest.withLock { $0.directory }
        if known.hash == hash, known.identity.issuedAt <= time, time < known.expires {
            return known
        }
        if let text = try await store.directory(hash) {
            return try Directory.verify(text, trust: trust(), at: time)
        }
        let unknown = Refusal(
            .directoryUnknown, "expected a consent by a directory that can be had")
        guard let fetcher else { throw unknown }
        guard let text = try await fetcher.directory(hash, from: known.service.endpoint) else {
            throw unknown
        }
        let directory = try Directory.verify(text, trust: trust(), at: time)
        guard directory.hash == hash else { throw unknown }
        try await store.keep(directory: directory)
        return directory
    }

    /// Asks the service for a newer one; nil where that brings nothing valid.
    private func refreshed(from known: Directory, at now: UnixTime) async -> Directory? {
        // Whatever comes of it, the next request does not ask again at once.
        newest.withLock { $0.refresh = now + 60 }
        guard let fetcher, let text = try? await fetcher.newest(from: known.service.endpoint),
            let directory = try? Directory.verify(text, trust: trust(), at: now),
            directory.version >= known.version, (try? await store.keep(directory: directory)) != nil
        else { return nil }
        newest.withLock { newest in
            guard newest.directory.version <= directory.version else { return }
            newest = Newest(directory: directory, refresh: now + Self.freshness)
        }
        return directory
    }
}
