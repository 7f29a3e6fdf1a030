import BlueButton
import ReleaseKit
import Sovereignty
import Synchronization

/// Registrations that an authority helps with, which is silent some times.
final class PatientSealing: RegistrationSealing {
    private let world: ReleaseWorld
    private let failures: Mutex<Int>

    init(world: ReleaseWorld, failures: Int) {
        self.world = world
        self.failures = Mutex(failures)
    }

    func registration(
        of release: StoredRelease, consent: Consent, deadline: ContinuousClock.Instant
    ) async throws(SealingFailure) -> String {
        let isSilent = failures.withLock { left in
            left -= 1
            return left >= 0
        }
        guard !isSilent, let sealer = try? world.sealer("service") else {
            throw SealingFailure(code: "authority-silent")
        }
        return try await SealedRegistrations(sealer: sealer).registration(
            of: release, consent: consent, deadline: deadline)
    }
}
