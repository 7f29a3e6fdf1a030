import BlueButton
import JOSE
package import Logging
import OpenSSL
import ServiceLifecycle
package import Trust

/// Registers and delivers stored releases, again and again until the request ends.
///
/// All that it needs is in the store, so it takes up where a stopped program left off. A release is
/// marked as started before the first byte leaves, so that no withdrawal is ever told `stopped`
/// after something was sent.
package struct Outbox: Service {
    private let store: any Store
    private let delivery: any Delivery
    private let sealer: Sealer
    private let trust: @Sendable () -> TrustStore
    private let clock: WallClock
    private let signal: OutboxSignal
    private let logger: Logger

    package init(
        store: any Store, delivery: any Delivery, sealer: Sealer,
        trust: @escaping @Sendable () -> TrustStore, clock: WallClock, signal: OutboxSignal,
        logger: Logger
    ) {
        self.store = store
        self.delivery = delivery
        self.sealer = sealer
        self.trust = trust
        self.clock = clock
        self.signal = signal
        self.logger = logger
    }

    package func run() async throws {
        var pause = Pause()
        while !Task.isCancelled && !Task.isShuttingDownGracefully {
            let remaining = await deliverPending()
            if remaining {
                await signal.wait(atMost: pause.next())
            } else {
                pause = Pause()
                await signal.wait(atMost: .seconds(60))
            }
        }
    }

    /// Tries everything that is pending once.
    ///
    /// - Returns: whether something is still to be delivered.
    package func deliverPending() async -> Bool {
        let pending: [StoredRelease]
        do throws(StoreError) {
            pending = try await store.pendingReleases(limit: 1000)
        } catch {
            report(error)
            return true
        }
        var remaining = false
        for release in pending {
            // What was not begun stays registered, so that it can still be stopped.
            if Task.isCancelled || Task.isShuttingDownGracefully { return true }
            do throws(StoreError) {
                if try await attempt(release) == false { remaining = true }
            } catch {
                // One release that the store does not move on holds up no other.
                report(error)
                remaining = true
            }
        }
        return remaining
    }

    private func report(_ error: StoreError) {
        logger.error("outbox: \(error.code.rawValue): \(error.message)")
    }

    /// - Returns: whether the release is done with.
    private func attempt(_ release: StoredRelease) async throws(StoreError) -> Bool {
        let now = clock.now()
        guard now < release.expires, let package = release.package else {
            _ = try await store.move(
                release.consentID, from: release.state, to: .expired,
                changes: ReleaseChanges(dropsPackage: true))
            return true
        }
        guard let prepared = prepare(release) else { return false }
        guard
            try await store.move(
                release.consentID, from: release.state, to: .delivering,
                changes: ReleaseChanges(registration: prepared.registration))
        else { return true }
        let answer: DeliveryAnswer
        do throws(DeliveryFailure) {
            answer = try await delivery.deliver(
                package: package, registration: prepared.registration,
                recipient: release.recipient, to: prepared.address,
                deadline: .now + .seconds(20))
        } catch {
            return try await fail(error, of: release)
        }
        return try await accept(answer, of: release, prepared: prepared)
    }

    private struct Prepared {
        let registration: String
        let registrationHash: DocumentHash
        let request, consent: DocumentHash
        let address: String
    }

    /// Reads back what was verified when it was stored, and seals the registration once.
    private func prepare(_ release: StoredRelease) -> Prepared? {
        do throws(Refusal) {
            let consent = try Consent.verify(release.consent, at: release.storedAt)
            let text =
                if let sealed = release.registration {
                    sealed
                } else {
                    String(
                        decoding: try Registration.seal(
                            consent: consent, package: release.packageHash, by: sealer,
                            storedAt: release.storedAt
                        ).bytes(), as: UTF8.self)
                }
            let registration = try Registration.verify(
                Array(text.utf8), trust: trust(), at: clock.now())
            return Prepared(
                registration: text, registrationHash: registration.hash,
                request: consent.request, consent: consent.hash,
                address: try ResponseAddress.read(release.request))
        } catch {
            logger.error("outbox: cannot prepare a release: \(error.code.rawValue)")
            return nil
        }
    }

    private func accept(
        _ answer: DeliveryAnswer, of release: StoredRelease, prepared: Prepared
    ) async throws(StoreError) -> Bool {
        do throws(Refusal) {
            let receipt = try Receipt.verify(
                Array(answer.receipt.utf8), trust: trust(), at: clock.now())
            try receipt.acknowledges(
                request: prepared.request, consent: prepared.consent,
                package: release.packageHash,
                registration: prepared.registrationHash, by: release.recipient)
        } catch {
            logger.warning("outbox: a recipient's receipt does not verify: \(error.code.rawValue)")
            return false
        }
        _ = try await store.move(
            release.consentID, from: .delivering, to: .delivered,
            changes: ReleaseChanges(
                receipt: answer.receipt, redirect: answer.redirect, dropsPackage: true))
        return true
    }

    private func fail(
        _ failure: DeliveryFailure, of release: StoredRelease
    ) async throws(StoreError) -> Bool {
        switch failure {
        case .passing:
            return false
        case .refused(let code):
            logger.warning("outbox: a recipient refused a package: \(code)")
            _ = try await store.move(
                release.consentID, from: .delivering, to: .refused,
                changes: ReleaseChanges(refusal: code, dropsPackage: true))
            return true
        }
    }
}
