import BlueButton
import GRDB
import OpenSSL
import Sovereignty
import StrictJSON

/// A verified package as it is kept: the evidence, without what was disclosed.
struct StoredPackage: Sendable {
    let consentID: DocumentID
    let consentHash: DocumentHash
    /// The thumbprint of the key that may withdraw.
    let holderKey: String
    let request: DocumentID
    let packageHash: DocumentHash
    /// The JWE, readable while its request's key is there; nil once the data is deleted.
    let package: String?
    let consent: String
    let registration: String
    let receipt: String
    let directory: DocumentHash
    /// The service that registered, which may withdraw for the citizen.
    let service: OIN
    /// The hash of the revocation lists by which it was judged.
    let revocationLists: String
    let receivedAt: UnixTime
    /// When what was disclosed is deleted.
    let retainedUntil: UnixTime
    let confirmation: ConfirmationSecrets
    let state: PackageState
    /// When the evidence is deleted as well.
    let evidenceUntil: UnixTime
}

/// One disclosed claim; qualifiers are in its value.
struct DisclosedClaim: Sendable {
    let type: String
    let name: String
    let value: JSONValue
}

extension StoredPackage {
    init(reading row: Row) throws {
        self.init(
            consentID: try DocumentID(row["consent_id"]),
            consentHash: try DocumentHash(row["consent_hash"]), holderKey: row["holder_key"],
            request: try DocumentID(row["request"]),
            packageHash: try DocumentHash(row["package_hash"]), package: row["package"],
            consent: row["consent"], registration: row["registration"], receipt: row["receipt"],
            directory: try DocumentHash(row["directory"]), service: try OIN(row["service"]),
            revocationLists: row["revocation_lists"],
            receivedAt: UnixTime(seconds: row["received_at"]),
            retainedUntil: UnixTime(seconds: row["retained_until"]),
            confirmation: try ConfirmationSecrets(reading: row),
            state: try Self.state(row["state"]),
            evidenceUntil: UnixTime(seconds: row["evidence_until"]))
    }

    /// Reads a state.
    ///
    /// - Throws: `unusable` where it is not one of ours.
    static func state(_ text: String) throws(StoreError) -> PackageState {
        guard let state = PackageState(rawValue: text) else {
            throw StoreError(.unusable, "expected a state that this program knows")
        }
        return state
    }

    func insert(into db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO packages (
                    consent_id, consent_hash, holder_key, request, package_hash, package, consent,
                    registration, receipt, directory, service, revocation_lists, received_at,
                    retained_until, response_code, response_code_hash, confirmation_hash, state,
                    evidence_until)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                consentID.text, consentHash.text, holderKey, request.text, packageHash.text,
                package, consent, registration, receipt, directory.text, service.digits,
                revocationLists, receivedAt.seconds, retainedUntil.seconds,
                confirmation.code?.text, confirmation.codeHash.text, confirmation.bitsHash.text,
                state.rawValue, evidenceUntil.seconds,
            ])
    }
}
