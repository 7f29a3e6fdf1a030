package import BlueButton
import GRDB
package import OpenSSL
package import Sovereignty

extension ServiceStore {
    package func add(_ release: StoredRelease) async throws(StoreError) -> StoredRelease {
        guard release.state == .registered else {
            throw StoreError(.conflict, "expected a new release to be registered, no more")
        }
        return try await database.write { db in
            guard let stored = try StoredRelease.find(release.consentID, in: db) else {
                try release.insert(into: db)
                return release
            }
            guard stored.isSame(as: release) else {
                throw StoreError(.conflict, "expected one release per consent")
            }
            return stored
        }
    }

    package func release(
        _ consent: DocumentID, subject: String
    ) async throws(StoreError) -> StoredRelease? {
        try await database.read { db in
            try StoredRelease.find(consent, in: db).flatMap { $0.subject == subject ? $0 : nil }
        }
    }

    package func releases(
        subject: String, limit: Int
    ) async throws(StoreError) -> [StoredRelease] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(StoredRelease.columnsWithoutPackage) FROM releases WHERE subject = ?
                    ORDER BY stored_at DESC, rowid DESC LIMIT ?
                    """,
                arguments: [subject, limit]
            ).map { try StoredRelease(reading: $0) }
        }
    }

    package func move(
        _ consent: DocumentID, by event: ReleaseState.Event, changes: ReleaseChanges
    ) async throws(StoreError) -> ReleaseState? {
        guard event != .citizenWithdraws else {
            throw StoreError(.conflict, "expected a withdrawal to be recorded as one")
        }
        return try await database.write { db in
            let state = try Self.state(of: consent, in: db)
            guard let next = state.after(event) else { return nil }
            try db.execute(
                sql: """
                    UPDATE releases SET
                        state = ?,
                        registration = coalesce(?, registration),
                        receipt = coalesce(?, receipt),
                        redirect = coalesce(?, redirect),
                        refusal = coalesce(?, refusal),
                        withdrawal = coalesce(?, withdrawal),
                        deletion_receipt = coalesce(?, deletion_receipt),
                        package = iif(?, package, NULL),
                        next_attempt = iif(?, coalesce(?, next_attempt, stored_at), NULL)
                    WHERE consent_id = ?
                    """,
                arguments: [
                    next.rawValue, changes.registration, changes.receipt, changes.redirect,
                    changes.refusal, changes.withdrawal, changes.deletionReceipt,
                    next.isPending, next.hasWork, changes.nextAttempt?.seconds, consent.text,
                ])
            return next
        }
    }

    package func withdraw(
        _ consent: DocumentID, withdrawal: String, at time: UnixTime
    ) async throws(StoreError) -> ReleaseState {
        try await database.write { db in
            let state = try Self.state(of: consent, in: db)
            guard let next = state.after(.citizenWithdraws) else { return state }
            try db.execute(
                sql: """
                    UPDATE releases SET state = ?, package = NULL, withdrawal = ?,
                        withdrawn_at = ?, attempts = 0, next_attempt = ?
                    WHERE consent_id = ?
                    """,
                arguments: [
                    next.rawValue, withdrawal, time.seconds, next.hasWork ? time.seconds : nil,
                    consent.text,
                ])
            return next
        }
    }

    private static func state(
        of consent: DocumentID, in db: Database
    ) throws -> ReleaseState {
        let text = try String.fetchOne(
            db, sql: "SELECT state FROM releases WHERE consent_id = ?", arguments: [consent.text])
        guard let text else {
            throw StoreError(.missing, "expected a release of this consent")
        }
        return try StoredRelease.state(text)
    }
}
