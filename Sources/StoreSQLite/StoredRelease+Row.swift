import BlueButton
import GRDB
import OpenSSL
import Sovereignty

extension StoredRelease {
    /// Every column but the package, which lists have no use for.
    static let columnsWithoutPackage = """
        consent_id, subject, recipient, recipient_name, purpose, request, consent, package_hash,
        stored_at, expires, state, registration, receipt, redirect, refusal, withdrawal,
        withdrawn_at, deletion_receipt, attempts, kept_until
        """

    /// Reads a row of `releases`.
    ///
    /// - Throws: `unusable` where the row is not one that we wrote.
    init(reading row: Row) throws {
        self.init(
            consentID: try DocumentID(row["consent_id"]), subject: row["subject"],
            recipient: try OIN(row["recipient"]), recipientName: row["recipient_name"],
            purpose: row["purpose"], request: row["request"], consent: row["consent"],
            package: row.hasColumn("package") ? row["package"] : nil,
            packageHash: try DocumentHash(row["package_hash"]),
            storedAt: UnixTime(seconds: row["stored_at"]),
            expires: UnixTime(seconds: row["expires"]), state: try Self.state(row["state"]),
            registration: row["registration"], receipt: row["receipt"],
            redirect: row["redirect"], refusal: row["refusal"], withdrawal: row["withdrawal"],
            withdrawnAt: (row["withdrawn_at"] as Int64?).map { UnixTime(seconds: $0) },
            deletionReceipt: row["deletion_receipt"], attempts: row["attempts"],
            keptUntil: UnixTime(seconds: row["kept_until"]))
    }

    /// Reads a state.
    ///
    /// - Throws: `unusable` where it is not one of ours.
    static func state(_ text: String) throws(StoreError) -> ReleaseState {
        guard let state = ReleaseState(rawValue: text) else {
            throw StoreError(.unusable, "expected a state that this program knows")
        }
        return state
    }

    /// Reads the release of a consent, whoever's it is.
    static func find(_ consent: DocumentID, in db: Database) throws -> StoredRelease? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM releases WHERE consent_id = ?", arguments: [consent.text]
        ).map { try StoredRelease(reading: $0) }
    }

    /// Stores a new release, due at once.
    func insert(into db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO releases (
                    consent_id, subject, recipient, recipient_name, purpose, request, consent,
                    package, package_hash, stored_at, expires, state, next_attempt, kept_until)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                consentID.text, subject, recipient.digits, recipientName, purpose, request,
                consent, package, packageHash.text, storedAt.seconds, expires.seconds,
                state.rawValue, storedAt.seconds, keptUntil.seconds,
            ])
    }

    /// Whether another release is the same one handed in again.
    func isSame(as other: StoredRelease) -> Bool {
        consentID == other.consentID && subject == other.subject && request == other.request
            && consent == other.consent && packageHash == other.packageHash
    }
}
