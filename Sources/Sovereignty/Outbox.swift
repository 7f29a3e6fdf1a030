package import BlueButton
package import Logging
import OpenSSL
import ServiceLifecycle
import Synchronization
package import Trust

/// Registers and delivers stored releases until their request ends, and forwards withdrawals until
/// the recipient answers.
///
/// What is due, and when it is due again, is in the store, so it takes up where a stopped program
/// left off. A release is marked as started before the first byte leaves, so that no withdrawal is
/// ever told `stopped` after something was sent. A graceful stop begins nothing more and finishes
/// what is in hand.
package struct Outbox: Service, CustomStringConvertible {
    let store: any Store
    let delivery: any Delivery
    let sealing: any RegistrationSealing
    private let seal: LiveSealer
    let trust: @Sendable () -> TrustStore
    let directory: @Sendable () -> Directory
    let clock: WallClock
    let signal: OutboxSignal
    let gate: DeliveryGate
    let logger: Logger
    /// How long a recipient, or whoever helps to register, has to answer, in seconds.
    static let patience: Int64 = 20

    /// - Parameters:
    ///   - sealer: the service's seal, for withdrawals that it sealed and has to seal anew.
    ///   - directory: the newest one, which says where a recipient takes withdrawals.
    package init(
        store: any Store, delivery: any Delivery, sealing: any RegistrationSealing,
        sealer: Sealer, trust: @escaping @Sendable () -> TrustStore,
        directory: @escaping @Sendable () -> Directory, clock: WallClock, signal: OutboxSignal,
        gate: DeliveryGate, logger: Logger
    ) {
        self.store = store
        self.delivery = delivery
        self.sealing = sealing
        seal = LiveSealer(sealer)
        self.trust = trust
        self.directory = directory
        self.clock = clock
        self.signal = signal
        self.gate = gate
        self.logger = logger
    }

    /// The name alone: lifecycle logs describe their services.
    package var description: String { "outbox" }

    /// The seal of this moment.
    var sealer: Sealer { seal.current }

    /// Seals with another key from now on; what was sealed stays as it is.
    package func replace(sealer: Sealer) {
        seal.replace(with: sealer)
    }

    package func run() async throws {
        await withDiscardingTaskGroup { group in
            let hands = WorkInHand(RecipientSlots())
            while !Task.isCancelled && !Task.isShuttingDownGracefully {
                let pause = await begin(hands) { release in
                    group.addTask { await work(on: release, hands, isResting: true) }
                }
                await signal.wait(atMost: pause)
            }
        }
    }

    /// Tries everything that is due once, and waits for it.
    ///
    /// - Returns: whether something is left to do, now or later.
    package func workOnce() async -> Bool {
        let hands = WorkInHand(RecipientSlots())
        var tried: Set<DocumentID> = []
        var isBegun = true
        while isBegun {
            isBegun = false
            await withDiscardingTaskGroup { group in
                _ = await begin(hands) { release in
                    guard tried.insert(release.consentID).inserted else {
                        hands.give(release, .untried)
                        return
                    }
                    isBegun = true
                    group.addTask { await work(on: release, hands, isResting: false) }
                }
            }
        }
        return ((try? await store.nextWork()) ?? nil) != nil
    }

    /// Takes what is due and for which there are slots, in small pages.
    ///
    /// - Returns: how long to wait, unless a signal comes.
    private func begin(_ hands: WorkInHand, _ start: (StoredRelease) -> Void) async -> Duration {
        let now = clock.now()
        do throws(StoreError) {
            for recipient in hands.turns(of: try await store.recipientsWithWork(dueAt: now)) {
                let free = hands.free(for: recipient)
                guard free.slots > 0 else { continue }
                let due = try await store.work(
                    of: recipient, dueAt: now, limit: free.slots + free.inHand)
                for release in due where hands.take(release) {
                    // What was not begun stays as it is, so that it can still be stopped.
                    if Task.isCancelled || Task.isShuttingDownGracefully { return .zero }
                    start(release)
                }
            }
            guard let next = try await store.nextWork() else { return .seconds(60) }
            // What is due and not in hand waits for a slot: whoever gives one back signals.
            return next > now ? .seconds(min(60, next.seconds - now.seconds)) : .seconds(60)
        } catch {
            report(error)
            return .seconds(5)
        }
    }

    private func work(on release: StoredRelease, _ hands: WorkInHand, isResting: Bool) async {
        do throws(StoreError) {
            let ending =
                release.state == .forwarded
                ? try await forward(release) : try await deliver(release)
            hands.give(release, ending)
        } catch {
            // One release that the store does not move on holds up no other, nor spins.
            report(error)
            if isResting {
                await cancelWhenGracefulShutdown { try? await Task.sleep(for: .seconds(5)) }
            }
            hands.give(release, .untried)
        }
        signal.raise()
    }

    private func report(_ error: StoreError) {
        logger.error("outbox: \(error.code.rawValue): \(error.message)")
    }
}

/// The slots, shared by the outbox and what it has in hand.
final class WorkInHand: Sendable {
    private let slots: Mutex<RecipientSlots>

    init(_ slots: RecipientSlots) { self.slots = Mutex(slots) }

    func turns(of recipients: [OIN]) -> [OIN] {
        slots.withLock { $0.turns(of: recipients) }
    }

    func free(for recipient: OIN) -> (slots: Int, inHand: Int) {
        slots.withLock { ($0.free(for: recipient), $0.inHand(of: recipient)) }
    }

    func take(_ release: StoredRelease) -> Bool {
        slots.withLock { $0.take(release.consentID, of: release.recipient) }
    }

    func give(_ release: StoredRelease, _ ending: RecipientSlots.Ending) {
        slots.withLock { $0.giveBack(release.consentID, of: release.recipient, ending) }
    }
}
