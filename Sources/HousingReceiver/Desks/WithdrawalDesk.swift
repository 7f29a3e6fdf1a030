import BlueButton
import JOSE
import Logging
import OpenSSL
import Sovereignty
import StrictJSON
import Trust

/// Takes withdrawals in: deletes what the consent gave, and says so in a sealed receipt.
///
/// The deletion waits for nobody: only when it is on the disk is a timestamp asked for the receipt,
/// which goes without where the authority does not answer.
struct WithdrawalDesk: Sendable {
    let store: ReceiverStore
    let sealer: Sealer
    let trust: @Sendable () -> TrustStore
    let timestamps: any TimestampAuthority
    let clock: WallClock
    let logger: Logger
    /// How long the timestamp is waited for.
    let patience: Duration

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
            return .deleted(receipt: try await stamped(earlier, of: withdrawal))
        }
        let receipt = try DeletionReceipt.seal(withdrawal, by: sealer, at: time)
        let kept = KeptWithdrawal(
            withdrawal, receivedAt: time,
            receipt: String(decoding: receipt.bytes(), as: UTF8.self))
        let deleted = try await store.delete(kept)
        return .deleted(receipt: try await stamped(deleted, of: withdrawal))
    }

    /// A deletion receipt with its timestamp, where one is to be had; kept so from then on.
    private func stamped(
        _ receipt: String, of withdrawal: Withdrawal
    ) async throws -> String {
        let document = try JAdESDocument.parse(
            Array(receipt.utf8), maximumBytes: DocumentLimits.receipt)
        guard document.unprotected == nil, let issuedAt = document.header["iat"]?.integerValue
        else { return receipt }
        do throws(TimestampFailure) {
            let stamped = try await timestamps.stamp(
                document, issuedAt: UnixTime(seconds: issuedAt), deadline: .now + patience)
            return try await kept(
                String(decoding: stamped.bytes(), as: UTF8.self), insteadOf: receipt, withdrawal)
        } catch {
            logger.warning("a deletion receipt goes without a timestamp: \(error.code)")
            return receipt
        }
    }

    /// What is kept of it counts, so that the same withdrawal always gets the same receipt.
    private func kept(
        _ stamped: String, insteadOf receipt: String, _ withdrawal: Withdrawal
    ) async throws(TimestampFailure) -> String {
        do throws(StoreError) {
            return try await store.replaceReceipt(
                ofWithdrawal: withdrawal.hash, receipt, with: stamped)
        } catch {
            throw TimestampFailure(code: error.code.rawValue)
        }
    }
}
