import BlueButton
import JOSE
import Sovereignty
import Synchronization

/// How registrations are sealed, which can be replaced while the service runs.
final class LiveSealing: RegistrationSealing {
    private let sealing: Mutex<any RegistrationSealing>

    init(_ sealing: any RegistrationSealing) {
        self.sealing = Mutex(sealing)
    }

    func replace(with other: any RegistrationSealing) {
        sealing.withLock { $0 = other }
    }

    func registration(
        of release: StoredRelease, consent: Consent, deadline: ContinuousClock.Instant
    ) async throws(SealingFailure) -> String {
        try await sealing.withLock { $0 }.registration(
            of: release, consent: consent, deadline: deadline)
    }
}
