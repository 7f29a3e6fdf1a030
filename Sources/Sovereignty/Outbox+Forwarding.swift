import BlueButton
import JOSE
import Logging
import OpenSSL
import StrictJSON

extension Outbox {
    /// Tells the recipient of a withdrawn release, once.
    ///
    /// There is no end to it but an answer, or that of the release itself (see `ReleaseRetention`):
    /// pauses grow to six hours. A refusal is no answer: whatever is wrong may be mended.
    func forward(_ release: StoredRelease) async throws(StoreError) -> RecipientSlots.Ending {
        guard let prepared = prepareWithdrawal(of: release) else {
            try await retryLater(release)
            return .untried
        }
        let answer: WithdrawalAnswer
        do throws(DeliveryFailure) {
            answer = try await delivery.forward(
                withdrawal: prepared.withdrawal.text, recipient: release.recipient,
                to: prepared.address, deadline: .now + .seconds(Self.patience))
        } catch {
            if case .refused(let code) = error {
                logger.warning("outbox: a recipient refused a withdrawal: \(code)")
            }
            try await retryLater(release)
            return error == .passing ? .silent : .answered
        }
        switch answer {
        case .kept:
            _ = try await store.move(release.consentID, by: .recipientKeeps)
            return .answered
        case .deleted(let text):
            return try await accept(text, of: release, prepared)
        }
    }

    private struct PreparedWithdrawal {
        let withdrawal: Withdrawal
        let address: String
    }

    /// Reads back what was verified when it was stored; a withdrawal under a seal that has ended
    /// since is sealed anew.
    private func prepareWithdrawal(of release: StoredRelease) -> PreparedWithdrawal? {
        do throws(Refusal) {
            guard let text = release.withdrawal else {
                throw Refusal(.malformed, "expected a withdrawn release with its withdrawal")
            }
            let address = try RequestAddresses(storedRequest: release.request).withdrawal
            // A recipient that is listed no more still has to delete: its address was allowed by
            // the directory of the release, and its certificate is judged at the connection.
            if let recipient = try? directory().recipient(release.recipient) {
                try recipient.allows(address: address)
            }
            return PreparedWithdrawal(
                withdrawal: try current(text, of: release), address: address)
        } catch {
            logger.error("outbox: cannot forward a withdrawal: \(error.code.rawValue)")
            return nil
        }
    }

    private func current(
        _ text: String, of release: StoredRelease
    ) throws(Refusal) -> Withdrawal {
        let now = clock.now()
        do throws(Refusal) {
            return try Withdrawal.verify(text, trust: trust(), at: now)
        } catch {
            let jws = try? CompactJWS(text, maximumBytes: DocumentLimits.withdrawal)
            guard jws?.header["x5c"] != nil else { throw error }
            let consent = try Consent.verify(release.consent, at: release.storedAt)
            let renewed = try Withdrawal.seal(
                consentID: consent.id, consent: consent.hash, by: sealer, at: now)
            return try Withdrawal.verify(renewed, trust: trust(), at: now)
        }
    }

    private func accept(
        _ text: String, of release: StoredRelease, _ prepared: PreparedWithdrawal
    ) async throws(StoreError) -> RecipientSlots.Ending {
        do throws(Refusal) {
            let receipt = try DeletionReceipt.verify(
                Array(text.utf8), trust: trust(), at: clock.now())
            try receipt.acknowledges(
                withdrawal: prepared.withdrawal.hash, consent: prepared.withdrawal.consent,
                by: release.recipient)
        } catch {
            logger.warning("outbox: a deletion receipt does not verify: \(error.code.rawValue)")
            try await retryLater(release)
            return .silent
        }
        _ = try await store.move(
            release.consentID, by: .deletionArrives,
            changes: ReleaseChanges(withdrawal: prepared.withdrawal.text, deletionReceipt: text))
        return .answered
    }

    private func retryLater(_ release: StoredRelease) async throws(StoreError) {
        try await store.postpone(
            release.consentID,
            until: RetryPause.withdrawal.next(after: release.attempts + 1, from: clock.now()))
    }
}
