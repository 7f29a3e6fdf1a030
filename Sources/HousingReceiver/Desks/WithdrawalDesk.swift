import BlueButton
import JOSE
import OpenSSL
import Sovereignty
import Trust

/// Takes withdrawals in: deletes what the consent gave, and says so in a sealed receipt.
struct WithdrawalDesk: Sendable {
    let store: ReceiverStore
    let sealer: Sealer
    let trust: @Sendable () -> TrustStore
    let clock: WallClock

    /// Verifies and applies a withdrawal.
    ///
    /// - Throws: `withdrawal-mismatch` where it is not by the consent's key or its service, what
    ///   `Withdrawal` refuses, or a `StoreError`.
    func receive(_ text: String) async throws -> WithdrawalOutcome {
        let now = clock.now()
        let withdrawal = try Withdrawal.verify(text, trust: trust(), at: now)
        guard let package = try await store.package(withdrawal.consentID) else {
            if try await store.keepUnknown(
                KeptWithdrawal(withdrawal, receivedAt: now, receipt: nil))
            {
                return .kept
            }
            // Its package arrived at this very moment.
            guard let package = try await store.package(withdrawal.consentID) else {
                throw StoreError(.unavailable, "expected the package of the consent")
            }
            return try await delete(package, withdrawal, at: now)
        }
        return try await delete(package, withdrawal, at: now)
    }

    private func delete(
        _ package: StoredPackage, _ withdrawal: Withdrawal, at time: UnixTime
    ) async throws -> WithdrawalOutcome {
        let judged = KeptWithdrawal(withdrawal, receivedAt: time, receipt: nil)
        guard
            judged.ends(
                consent: package.consentHash, holderKey: package.holderKey,
                service: package.service)
        else {
            throw Refusal(
                .withdrawalMismatch, "expected a withdrawal of this consent by its own key")
        }
        if let earlier = try await store.receipt(ofWithdrawal: withdrawal.hash) {
            return .deleted(receipt: earlier)
        }
        let receipt = try DeletionReceipt.seal(withdrawal, by: sealer, at: time)
        let kept = KeptWithdrawal(
            withdrawal, receivedAt: time,
            receipt: String(decoding: receipt.bytes(), as: UTF8.self))
        return .deleted(receipt: try await store.delete(kept))
    }
}
