package import BlueButton
import JOSE
package import Trust

/// Registrations by the service's seal, with the consent's place in the log and the timestamp of an
/// authority.
///
/// The timestamp fixes the time at which the recipient judges the whole release. An authority that
/// gives none makes the release wait.
package struct StampedRegistrations: RegistrationSealing {
    private let sealer: Sealer
    private let log: any AccessLog
    private let timestamps: any TimestampAuthority

    package init(
        sealer: Sealer, log: any AccessLog, timestamps: any TimestampAuthority
    ) {
        self.sealer = sealer
        self.log = log
        self.timestamps = timestamps
    }

    package func registration(
        of release: StoredRelease, consent: Consent, deadline: ContinuousClock.Instant
    ) async throws(SealingFailure) -> String {
        let inclusion = try await log.inclusion(of: consent.id)
        let sealed: FlattenedJWS
        do {
            sealed = try Registration.seal(
                consent: consent, package: release.packageHash, log: inclusion, by: sealer,
                storedAt: release.storedAt)
        } catch {
            throw SealingFailure(code: error.code.rawValue)
        }
        do {
            let stamped = try await timestamps.stamp(
                sealed, issuedAt: release.storedAt, deadline: deadline)
            return String(decoding: stamped.bytes(), as: UTF8.self)
        } catch {
            throw SealingFailure(code: error.code)
        }
    }
}
