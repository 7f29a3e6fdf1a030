import BlueButton
import OpenSSL
import Sovereignty
import StrictJSON

/// Releases and consents as the service's answers show them.
enum ReleaseJSON {
    /// Where a release stands, with the documents that came of it.
    static func release(_ release: StoredRelease) -> JSONValue {
        .object([
            "id": release.consentID.json, "state": .string(release.state.rawValue),
            "registration": text(release.registration), "receipt": text(release.receipt),
            "redirect_uri": text(release.redirect), "refusal": text(release.refusal),
            "withdrawal": text(release.withdrawal),
            "deletion_receipt": text(release.deletionReceipt),
        ])
    }

    /// A consent in the citizen's list.
    static func consent(_ release: StoredRelease) -> JSONValue {
        .object([
            "id": release.consentID.json, "state": .string(release.state.rawValue),
            "recipient": .object([
                "oin": .string(release.recipient.digits), "name": .string(release.recipientName),
            ]),
            "purpose": .string(release.purpose),
            "given_at": .integer(release.storedAt.seconds),
            "request_ends_at": .integer(release.expires.seconds),
            "consent": .string(release.consent), "request": .string(release.request),
            "withdrawn_at": release.withdrawnAt.map { .integer($0.seconds) } ?? .null,
            "withdrawal": text(release.withdrawal),
            "deletion_receipt": text(release.deletionReceipt),
            "kept_until": .integer(release.keptUntil.seconds),
        ])
    }

    private static func text(_ text: String?) -> JSONValue {
        text.map { .string($0) } ?? .null
    }
}
