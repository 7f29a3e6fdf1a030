import BlueButton
import JOSE
import Logging
import OpenSSL

extension Outbox {
    /// What came of one attempt to send.
    private enum Sent: Sendable {
        /// The release had moved on: nothing was sent.
        case not
        case answered(DeliveryAnswer)
        case failed(DeliveryFailure)
        case trouble(StoreError)
    }

    private struct Prepared: Sendable {
        let registration: String
        let registrationHash: DocumentHash
        let request, consent: DocumentHash
        let address: String
    }

    /// Registers and delivers one release, once.
    func deliver(_ release: StoredRelease) async throws(StoreError) -> RecipientSlots.Ending {
        guard clock.now() < release.expires, let package = release.package else {
            _ = try await store.move(release.consentID, by: .requestEnds)
            return .untried
        }
        guard let prepared = await prepare(release) else {
            try await retryLater(release)
            return .untried
        }
        let sent = await gate.deliver(release.consentID) {
            await send(package, of: release, prepared)
        }
        switch sent {
        case nil, .not?:
            return .untried
        case .answered(let answer)?:
            return try await accept(answer, of: release, prepared)
        case .failed(.passing)?:
            try await retryLater(release)
            return .silent
        case .failed(.refused(let code))?:
            logger.warning("outbox: a recipient refused a package: \(code)")
            _ = try await store.move(
                release.consentID, by: .recipientRefuses, changes: ReleaseChanges(refusal: code))
            return .answered
        case .trouble(let error)?:
            throw error
        }
    }

    /// Marks the delivery as started and sends, with nothing in between but the call.
    private func send(
        _ package: String, of release: StoredRelease, _ prepared: Prepared
    ) async -> Sent {
        do throws(StoreError) {
            // Where this program stops before the answer, the next one tries after the pause.
            let marked = try await store.move(
                release.consentID, by: .deliveryStarts,
                changes: ReleaseChanges(
                    registration: prepared.registration,
                    nextAttempt: nextDelivery(of: release, from: clock.now() + Self.patience)))
            guard marked != nil else { return .not }
        } catch {
            return .trouble(error)
        }
        do throws(DeliveryFailure) {
            return .answered(
                try await delivery.deliver(
                    package: package, registration: prepared.registration,
                    recipient: release.recipient, to: prepared.address,
                    deadline: .now + .seconds(Self.patience)))
        } catch {
            return .failed(error)
        }
    }

    /// Reads back what was verified when it was stored, and has the registration made once.
    private func prepare(_ release: StoredRelease) async -> Prepared? {
        let consent: Consent
        do throws(Refusal) {
            consent = try Consent.verify(release.consent, at: release.storedAt)
        } catch {
            logger.error("outbox: cannot read a stored consent: \(error.code.rawValue)")
            return nil
        }
        let text: String
        do throws(SealingFailure) {
            text =
                if let made = release.registration {
                    made
                } else {
                    try await sealing.registration(
                        of: release, consent: consent,
                        deadline: .now + .seconds(Self.patience))
                }
        } catch {
            logger.warning("outbox: a registration has to wait: \(error.code)")
            return nil
        }
        do throws(Refusal) {
            // Made here or read back from the store: its hash is all that is needed of it.
            let registration = try JAdESDocument.parse(
                Array(text.utf8), maximumBytes: DocumentLimits.registration)
            return Prepared(
                registration: text,
                registrationHash: try DocumentHash(registration.documentHash),
                request: consent.request, consent: consent.hash,
                address: try RequestAddresses(storedRequest: release.request).response)
        } catch {
            logger.error("outbox: cannot prepare a release: \(error.code.rawValue)")
            return nil
        }
    }

    private func accept(
        _ answer: DeliveryAnswer, of release: StoredRelease, _ prepared: Prepared
    ) async throws(StoreError) -> RecipientSlots.Ending {
        do throws(Refusal) {
            let receipt = try Receipt.verify(
                Array(answer.receipt.utf8), trust: trust(), at: clock.now())
            try receipt.acknowledges(
                request: prepared.request, consent: prepared.consent,
                package: release.packageHash, registration: prepared.registrationHash,
                by: release.recipient)
        } catch {
            logger.warning("outbox: a recipient's receipt does not verify: \(error.code.rawValue)")
            try await retryLater(release)
            return .silent
        }
        // Where the citizen withdrew meanwhile it is kept as evidence, and the release stays so.
        _ = try await store.move(
            release.consentID, by: .receiptArrives,
            changes: ReleaseChanges(receipt: answer.receipt, redirect: answer.redirect))
        return .answered
    }

    private func retryLater(_ release: StoredRelease) async throws(StoreError) {
        try await store.postpone(
            release.consentID, until: nextDelivery(of: release, from: clock.now()))
    }

    /// After the pause, but not after the request's end: then it has to be ended.
    private func nextDelivery(of release: StoredRelease, from time: UnixTime) -> UnixTime {
        min(RetryPause.delivery.next(after: release.attempts + 1, from: time), release.expires)
    }
}
