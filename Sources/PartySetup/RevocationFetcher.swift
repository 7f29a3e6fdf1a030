package import Logging
import OpenSSL
import ServiceLifecycle
package import Sovereignty
import Transport
import Trust

/// Fetches revocation lists from the directory's addresses, in the background, before they end.
///
/// The channel proves nothing: what counts is each list's signature by an authority of ours. So its
/// TLS is judged by anchors and host name alone, or lists that have ended could never be renewed.
package final class RevocationFetcher: Sendable, Service {
    /// The largest list, in bytes.
    static let maximumBytes = 8 << 20
    /// The most addresses that are asked.
    static let mostAddresses = 1000

    private let trust: LiveTrust
    private let shelf: RevocationShelf
    private let clock: WallClock
    private let interval: Duration
    private let logger: Logger
    private let addresses: @Sendable () -> [String]
    private let signal = OutboxSignal()

    /// - Parameters:
    ///   - addresses: those of the current directory.
    ///   - interval: the longest time between two rounds.
    package init(
        trust: LiveTrust, shelf: RevocationShelf,
        addresses: @escaping @Sendable () -> [String], clock: WallClock,
        interval: Duration = .seconds(3600), logger: Logger
    ) {
        self.trust = trust
        self.shelf = shelf
        self.clock = clock
        self.interval = interval
        self.logger = logger
        self.addresses = addresses
    }

    /// Begins a round at once: the directory or the trust folder is another.
    package func wake() {
        signal.raise()
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = Duration.seconds(1)
            while !Task.isCancelled {
                if await self.refresh() {
                    pause = .seconds(1)
                    await self.signal.wait(atMost: self.wait)
                } else {
                    await self.signal.wait(atMost: min(pause, self.interval))
                    pause = min(pause * 2, .seconds(300))
                }
            }
        }
    }

    /// Asks every address once.
    ///
    /// - Parameters:
    ///   - others: addresses in the place of the directory's.
    ///   - patience: how long all of them have together.
    /// - Returns: whether every address gave a list that counts, and every authority has one.
    @discardableResult
    package func refresh(
        at others: [String]? = nil, within patience: Duration = .seconds(30)
    ) async -> Bool {
        let addresses = Array((others ?? addresses()).prefix(Self.mostAddresses))
        var isWhole = true
        if !addresses.isEmpty {
            let anchors = trust.store.anchors(for: .tls)
            guard let client = try? PublicClient(anchorsPEM: anchors.map(\.pem).joined()) else {
                logger.warning("revocation lists: expected anchors for TLS in the trust folder")
                return false
            }
            isWhole = await ask(addresses, client: client, until: .now + patience)
            await client.shutdown()
        }
        shelf.sweep(at: clock.now())
        trust.replace(fetched: shelf.lists(by: trust.store))
        if let problem = trust.problem(at: clock.now()) {
            logger.error("revocation lists: \(problem.detail)")
            return addresses.isEmpty
        }
        return isWhole
    }

    private func ask(
        _ addresses: [String], client: PublicClient, until deadline: ContinuousClock.Instant
    ) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            var (waiting, isWhole) = (addresses[...], true)
            for _ in 0..<8 {
                guard let address = waiting.popFirst() else { break }
                group.addTask { await self.ask(address, client: client, until: deadline) }
            }
            for await isFine in group {
                isWhole = isWhole && isFine
                if let address = waiting.popFirst() {
                    group.addTask { await self.ask(address, client: client, until: deadline) }
                }
            }
            return isWhole
        }
    }

    private func ask(
        _ address: String, client: PublicClient, until deadline: ContinuousClock.Instant
    ) async -> Bool {
        let outcome: RevocationShelf.Outcome
        do {
            let reply = try await client.get(
                address, maximumBytes: Self.maximumBytes, deadline: deadline)
            guard reply.status == 200 else {
                return report(address, "expected 200, not \(reply.status)")
            }
            outcome = try shelf.take(reply.body, trust: trust.store, at: clock.now())
        } catch let error as TransportError {
            return error.code == .cancelled ? false : report(address, error.message)
        } catch {
            return report(address, "expected to be able to keep it")
        }
        switch outcome {
        case .taken:
            logger.debug("revocation list taken", metadata: ["address": "\(address)"])
            return true
        case .known: return true
        case .untrusted: return report(address, "expected a list by an authority of ours")
        case .notCurrent: return report(address, "expected a list that is current")
        case .older: return report(address, "expected no older list than the one before")
        }
    }

    private func report(_ address: String, _ message: String) -> Bool {
        logger.warning(
            "revocation list refused",
            metadata: ["address": "\(address)", "reason": "\(message)"])
        return false
    }

    /// Until the next round: half of what the list that ends first has left, within the interval.
    private var wait: Duration {
        let now = clock.now()
        guard let end = trust.store.firstEnd(at: now) else { return interval }
        return max(.seconds(1), min(interval, .seconds((end.seconds - now.seconds) / 2)))
    }
}
