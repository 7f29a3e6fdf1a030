import BlueButton
import GRDB
import OpenSSL
import Sovereignty

extension StoredRelease {
    /// Reads a row of `releases`.
    ///
    /// - Throws: `unusable` where the row is not one that we wrote.
    init(reading row: Row) throws {
        guard let state = ReleaseState(rawValue: row["state"]) else {
            throw StoreError(.unusable, "expected a state that this program knows")
        }
        self.init(
            consentID: try DocumentID(row["consent_id"]), subject: row["subject"],
            recipient: try OIN(row["recipient"]), recipientName: row["recipient_name"],
            purpose: row["purpose"], request: row["request"], consent: row["consent"],
            package: row["package"], packageHash: try DocumentHash(row["package_hash"]),
            storedAt: UnixTime(seconds: row["stored_at"]),
            expires: UnixTime(seconds: row["expires"]), state: state,
            registration: row["registration"], receipt: row["receipt"],
            redirect: row["redirect"], refusal: row["refusal"])
    }

    /// Reads the release of a consent, whoever's it is.
    static func find(_ consent: DocumentID, in db: Database) throws -> StoredRelease? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM releases WHERE consent_id = ?", arguments: [consent.text]
        ).map { try StoredRelease(reading: $0) }
    }

    func insert(into db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO releases (
                    consent_id, subject, recipient, recipient_name, purpose, request, consent,
                    package, package_hash, stored_at, expires, state, registration, receipt,
                    redirect, refusal)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                consentID.text, subject, recipient.digits, recipientName, purpose, request,
                consent, package, packageHash.text, storedAt.seconds, expires.seconds,
                state.rawValue, registration, receipt, redirect, refusal,
            ])
    }

    /// Whether another release is the same one handed in again.
    func isSame(as other: StoredRelease) -> Bool {
        consentID == other.consentID && subject == other.subject && request == other.request
            && consent == other.consent && packageHash == other.packageHash
    }
}
