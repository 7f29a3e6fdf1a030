import BlueButton
import JOSE
import OpenSSL
import Sovereignty

/// Relays mandates for attestations to the one source that they name, and the answers back.
///
/// The service remembers the holder key, so that a consent can later be matched with the citizen
/// whose mandates it relayed. It can read neither the token nor the attestation.
struct AttestationRelay: Sendable {
    let source: any Source
    let store: any Store
    let logDesk: LogDesk
    let clock: WallClock
    let patience: Duration

    /// - Throws: `mandate-mismatch`, a `StoreError` (`log-unavailable` among them), or a
    ///   `SourceFailure`.
    func attestation(
        mandate: Mandate, token: String, subject: String, directory: Directory
    ) async throws -> String {
        guard case .attestation(let oin, let type, let holderKey, _) = mandate.order else {
            throw Refusal(.mandateMismatch, "expected a mandate for an attestation")
        }
        let entry = try directory.source(oin)
        guard entry.credentialTypes.contains(type) else {
            throw Refusal(
                .credentialTypeNotAllowed, "expected a kind of attestation of this source")
        }
        try await store.remember(
            holderKey: holderKey.thumbprint, subject: subject,
            until: clock.now() + 2 * Attestation.longestLife)
        return try await logDesk.recording(.attestation, of: mandate.hash, subject: subject) {
            try await source.attestation(
                of: entry, mandate: mandate.text, token: token, deadline: .now + patience)
        }
    }
}
