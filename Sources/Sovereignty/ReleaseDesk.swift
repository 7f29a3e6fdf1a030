package import BlueButton
import JOSE
import OpenSSL
package import Trust

/// Takes releases in: checks all that the service can check without being able to read anything.
package struct ReleaseDesk: Sendable {
    private let store: any Store
    private let sealer: Sealer
    private let trust: @Sendable () -> TrustStore
    private let clock: WallClock
    private let signal: OutboxSignal
    private let gate: DeliveryGate
    private let retention: ReleaseRetention

    package init(
        store: any Store, sealer: Sealer, trust: @escaping @Sendable () -> TrustStore,
        clock: WallClock, signal: OutboxSignal, gate: DeliveryGate,
        retention: ReleaseRetention = ReleaseRetention()
    ) {
        self.store = store
        self.sealer = sealer
        self.trust = trust
        self.clock = clock
        self.signal = signal
        self.gate = gate
        self.retention = retention
    }

    /// Checks and stores a release; when this returns it is on the disk and will be delivered.
    ///
    /// - Parameter directory: the directory that the consent names.
    /// - Throws: the `Refusal` of what does not fit, or a `StoreError`.
    package func take(
        request text: String, consent consentText: String, package packageText: String,
        subject: String, directory: Directory
    ) async throws -> StoredRelease {
        let now = clock.now()
        let consent = try Consent.verify(consentText, at: now)
        let request = try PresentationRequest.verify(
            text, directory: directory, trust: trust(), at: now)
        try consent.answers(request, directory: directory)
        let package = try SealedPackage(packageText)
        try package.fits(request)
        guard
            try await store.knows(
                holderKey: consent.holderKey.thumbprint, subject: subject, at: now)
        else {
            throw Refusal(
                .consentMismatch, "expected a consent by a holder key of this citizen's mandates")
        }
        let stored = try await store.add(
            StoredRelease(
                consentID: consent.id, subject: subject, recipient: request.recipient.oin,
                recipientName: request.recipient.name, purpose: request.terms.purpose,
                request: text, consent: consentText, package: packageText,
                packageHash: package.hash, storedAt: now, expires: request.expires,
                state: .registered, keptUntil: retention.end(of: request)))
        signal.raise()
        return stored
    }

    /// Records a withdrawal by the consent's key, or seals one for a citizen without it.
    ///
    /// What is being sent is cut off first; when this returns nothing more leaves, and what may
    /// have arrived is forwarded to the recipient.
    ///
    /// - Parameter text: the withdrawal; nil from a device that does not have the holder key.
    /// - Returns: the state after it: `stopped` where nothing had left, else `forwarded`, or what
    ///   came of it where it was withdrawn before.
    /// - Throws: `consent-unknown`, `withdrawal-mismatch`, or a `StoreError`.
    package func withdraw(
        _ text: String?, consent id: DocumentID, subject: String, directory: Directory
    ) async throws -> ReleaseState {
        let now = clock.now()
        guard let release = try await store.release(id, subject: subject) else {
            throw Refusal(.consentUnknown, "expected a consent of this citizen")
        }
        let consent = try Consent.verify(release.consent, at: release.storedAt)
        let text =
            try text
            ?? Withdrawal.seal(
                consentID: consent.id, consent: consent.hash, by: sealer, at: now)
        let withdrawal = try Withdrawal.verify(text, trust: trust(), at: now)
        try withdrawal.ends(
            consentID: consent.id, consent: consent.hash, holderKey: consent.holderKey,
            service: directory.service.oin)
        let state = try await gate.withdraw(id) { () async throws(StoreError) in
            try await store.withdraw(id, withdrawal: text, at: now)
        }
        signal.raise()
        return state
    }
}
