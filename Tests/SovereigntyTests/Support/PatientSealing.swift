import BlueButton
import ReleaseKit
import Sovereignty
import Synchronization

/// Registrations that an authority helps with, which is silent some times.
final class PatientSealing: RegistrationSealing {
    private let world: ReleaseWorld
    private let log: any AccessLog
    private let timestamps: any TimestampAuthority
    private let failures: Mutex<Int>

    init(
        world: ReleaseWorld, log: any AccessLog, timestamps: any TimestampAuthority, failures: Int
    ) {
        self.log = log
        self.timestamps = timestamps
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
        return try await StampedRegistrations(
            sealer: sealer, log: log, timestamps: timestamps
        ).registration(
            of: release, consent: consent, deadline: deadline)
    }
}
