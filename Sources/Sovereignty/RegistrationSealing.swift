package import BlueButton
import JOSE
package import Trust

/// Makes the registration that travels with a package.
///
/// It may need someone else, such as a time-stamping authority. Where that fails the release
/// waits, with growing pauses, and is tried again: it never fails because of it.
package protocol RegistrationSealing: Sendable {
    /// The registration of a stored release, as flattened JWS.
    ///
    /// Called until it succeeds once; the result is stored with the mark that delivery starts, and
    /// every attempt sends that same one.
    func registration(
        of release: StoredRelease, consent: Consent, deadline: ContinuousClock.Instant
    ) async throws(SealingFailure) -> String
}

/// Why there is no registration yet.
package struct SealingFailure: Error, Sendable, Equatable {
    /// A code for the log, without anything personal.
    package let code: String

    package init(code: String) {
        self.code = code
    }
}

/// Registrations by the service's seal alone.
package struct SealedRegistrations: RegistrationSealing {
    private let sealer: Sealer

    package init(sealer: Sealer) {
        self.sealer = sealer
    }

    package func registration(
        of release: StoredRelease, consent: Consent, deadline: ContinuousClock.Instant
    ) async throws(SealingFailure) -> String {
        do throws(Refusal) {
            let sealed = try Registration.seal(
                consent: consent, package: release.packageHash, by: sealer,
                storedAt: release.storedAt)
            return String(decoding: sealed.bytes(), as: UTF8.self)
        } catch {
            throw SealingFailure(code: error.code.rawValue)
        }
    }
}
