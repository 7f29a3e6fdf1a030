import BlueButton
import JOSE
import OpenSSL
import Sovereignty
import Synchronization

/// Checks a citizen's order at one source, in the protocol's order, before the registry is asked.
///
/// Size, all of the mandate, decryption of the token, its signature and form, its binding to the
/// mandate's key, its hash, audience, client, level of assurance, life; rate per person.
struct MandateDesk: Sendable {
    /// An order that passed every check.
    struct Order: Sendable {
        let mandate: Mandate
        let person: BSN
        /// The person at the sources.
        let subject: String
    }

    /// What an order can be for.
    enum Purpose {
        case holdings
        case attestation(CredentialType)
    }

    let source: OIN
    let keys: [P256PrivateKey]
    var policy: AccessTokenPolicy
    let clock: WallClock
    let startedAt: UnixTime
    let rate: RateLimit

    func check(
        mandate text: String, token sealed: String, for purpose: Purpose
    ) throws(Refusal) -> Order {
        let now = clock.now()
        let mandate = try Mandate.verify(text, at: now)
        try check(mandate, isFor: purpose)
        guard mandate.identity.issuedAt >= startedAt else {
            throw Refusal(.mandateMismatch, "expected a mandate made after this gateway started")
        }
        let token = try AccessToken.verify(
            try SealedToken.open(sealed, keys: keys), with: mandate, policy: policy, at: now)
        guard let person = token.bsn else {
            throw Refusal(.tokenRefused, "expected a token for sources, with a 'bsn'")
        }
        guard rate.admit(token.subject, at: now) else {
            throw Refusal(.rateExceeded, "expected fewer orders for one person: wait a minute")
        }
        return Order(mandate: mandate, person: person, subject: token.subject)
    }

    private func check(_ mandate: Mandate, isFor purpose: Purpose) throws(Refusal) {
        switch (mandate.order, purpose) {
        case (.holdings, .holdings):
            return
        case (.attestation(let source, let type, _, _), .attestation(let ours)):
            guard source == self.source else {
                throw Refusal(.mandateMismatch, "expected a mandate for this source")
            }
            guard type == ours else {
                throw Refusal(
                    .credentialTypeNotAllowed, "expected the kind of attestation of this source")
            }
        case (.holdings, .attestation):
            throw Refusal(.mandateMismatch, "expected a mandate for an attestation")
        case (.attestation, .holdings):
            throw Refusal(.mandateMismatch, "expected a mandate for holdings")
        }
    }
}
