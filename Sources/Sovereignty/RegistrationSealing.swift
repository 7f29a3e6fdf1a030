package import BlueButton

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

extension AccessLog {
    /// The place of a stored release's consent in the log, with a proof under the newest
    /// checkpoint.
    package func inclusion(of consent: DocumentID) async throws(SealingFailure) -> LogInclusion {
        do throws(StoreError) {
            guard let found = try await self.entry(ofConsent: consent) else {
                throw StoreError(.missing, "expected the consent's entry in the log")
            }
            return LogInclusion(
                record: found.entry.record, proof: found.entry.proof,
                checkpoint: found.checkpoint)
        } catch {
            throw SealingFailure(code: "log-\(error.code.rawValue)")
        }
    }
}
