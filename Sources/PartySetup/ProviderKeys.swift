package import BlueButton
package import Logging
import OpenSSL
import ServiceLifecycle
package import Sovereignty
import Synchronization
import Transport

/// The identity provider's keys while a program runs: fetched, kept for their time, rotated.
///
/// A check by known keys never waits. A token that names an unknown key makes the provider be asked,
/// by one call at a time and once a minute, so that nobody can make this program hammer it. See
/// `ProviderKeyCache` for what counts when.
package final class ProviderKeys: Service, CustomStringConvertible {
    private struct State {
        var cache: ProviderKeyCache
        var flight: Task<Void, Never>?
        var discovery: ProviderDiscovery
        /// Counts directories: what was asked for an earlier one changes nothing any more.
        var epoch = 0
    }

    /// How long the provider has for both answers.
    private static let patience: Duration = .seconds(4)

    private let clock: WallClock
    private let logger: Logger
    private let state: Mutex<State>

    /// - Parameter directory: its provider is asked, and its keys count until then.
    package init(
        of directory: Directory, discovery: ProviderDiscovery, clock: WallClock, logger: Logger
    ) {
        self.clock = clock
        self.logger = logger
        state = Mutex(
            State(
                cache: ProviderKeyCache(
                    sealed: ProviderKeySet(directory.identityProvider.keys),
                    until: directory.expires, at: clock.now()),
                discovery: discovery))
    }

    /// Goes by another directory from now on: its provider is asked, and its keys count until then.
    package func replace(with directory: Directory, discovery: ProviderDiscovery) {
        let cache = ProviderKeyCache(
            sealed: ProviderKeySet(directory.identityProvider.keys), until: directory.expires,
            at: clock.now())
        let (earlier, flight) = state.withLock { state in
            let before = (state.discovery, state.flight)
            state.cache = cache
            state.discovery = discovery
            state.flight = nil
            state.epoch += 1
            return before
        }
        Task {
            await flight?.value
            await earlier.close()
        }
    }

    package var description: String { "identity provider's keys" }

    /// Runs a check by the keys at hand; where it fails since a key is unknown, asks the provider,
    /// if it may, and runs the check once more.
    ///
    /// - Throws: what the check throws; `provider-unreachable` where no key counts any more.
    package func judge<Value: Sendable>(
        _ check: (ProviderKeySet) throws(Refusal) -> Value
    ) async throws(Refusal) -> Value {
        do {
            return try check(current())
        } catch {
            guard error.code == .tokenKeyUnknown else { throw error }
            await askForUnknown()
        }
        let keys = current()
        guard !keys.keys.isEmpty else {
            throw Refusal(
                .providerUnreachable,
                "expected the identity provider's keys to be obtainable; try again later")
        }
        return try check(keys)
    }

    /// Asks when it is time to, until the surrounding group shuts down.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.refreshWhenDue()
                let remaining =
                    self.state.withLock { $0.cache.due }.seconds - self.clock.now().seconds
                try? await Task.sleep(for: .seconds(min(max(remaining, 1), 30)))
            }
        }
        await state.withLock { $0.discovery }.close()
    }

    /// Asks the provider where the keys at hand have reached their age, and waits for the answer.
    package func refreshWhenDue() async {
        let now = clock.now()
        await ask { now >= $0.due }
    }

    private func current() -> ProviderKeySet {
        let now = clock.now()
        return state.withLock { $0.cache.keys(at: now) }
    }

    private func askForUnknown() async {
        let now = clock.now()
        await ask { $0.asksForUnknown(at: now) }
    }

    /// Waits for the call that is under way, or begins one where it may.
    private func ask(_ may: (inout ProviderKeyCache) -> Bool) async {
        let flight = state.withLock { state -> Task<Void, Never>? in
            if let flight = state.flight { return flight }
            guard may(&state.cache) else { return nil }
            // A task of its own: a caller who goes away must not end it for those who wait too.
            let flight = Task { await self.fetch() }
            state.flight = flight
            return flight
        }
        await flight?.value
    }

    private func fetch() async {
        let deadline = ContinuousClock.now + Self.patience
        let (discovery, epoch) = state.withLock { ($0.discovery, $0.epoch) }
        let outcome: Result<ProviderDiscovery.Published, any Error>
        do {
            let metadata = try await discovery.metadata(deadline: deadline)
            outcome = .success(try await discovery.keys(of: metadata, deadline: deadline))
        } catch {
            outcome = .failure(error)
        }
        let now = clock.now()
        state.withLock { state in
            guard state.epoch == epoch else { return }
            state.flight = nil
            switch outcome {
            case .success(let published):
                state.cache.took(published.keys, age: published.age, at: now)
            case .failure:
                state.cache.failed(at: now)
            }
        }
        switch outcome {
        case .success(let published):
            logger.debug(
                "identity provider's keys taken", metadata: ["keys": "\(published.keys.keys.count)"]
            )
        case .failure(let error):
            logger.warning(
                "identity provider not asked; the keys at hand are kept for now",
                metadata: ["code": .string(Self.code(of: error))])
        }
    }

    private static func code(of error: any Error) -> String {
        switch error {
        case let refusal as Refusal: refusal.code.rawValue
        case let error as TransportError: error.code.rawValue
        default: "unexpected"
        }
    }
}
