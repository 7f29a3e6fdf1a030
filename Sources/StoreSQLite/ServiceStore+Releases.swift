package import BlueButton
import GRDB
import OpenSSL
package import Sovereignty

extension ServiceStore {
    package func add(_ release: StoredRelease) async throws(StoreError) -> StoredRelease {
        guard release.state == .registered else {
            throw StoreError(.conflict, "expected a new release to be registered, no more")
        }
        let record = try Self.record(
            author.entry(.consent, of: .compactJWS(release.consent), at: release.storedAt))
        return try await log.group.write { db, log in
            guard let stored = try StoredRelease.find(release.consentID, in: db) else {
                try release.insert(into: db)
                let index = try log.append(record, subject: release.subject)
                try db.execute(
                    sql: "INSERT INTO release_leaves (consent_id, idx) VALUES (?, ?)",
                    arguments: [release.consentID.text, Int64(index)])
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
        subject: String, before: DocumentID?, limit: Int
    ) async throws(StoreError) -> [StoredRelease] {
        try await database.read { db in
            var place: (storedAt: Int64, row: Int64) = (.max, .max)
            if let before {
                let row = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT stored_at, rowid FROM releases
                        WHERE consent_id = ? AND subject = ?
                        """,
                    arguments: [before.text, subject])
                guard let row else { throw Self.missing }
                place = (row["stored_at"], row["rowid"])
            }
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT \(StoredRelease.columnsWithoutPackage) FROM releases
                    WHERE subject = ? AND (stored_at, rowid) < (?, ?)
                    ORDER BY stored_at DESC, rowid DESC LIMIT ?
                    """,
                arguments: [subject, place.storedAt, place.row, limit]
            ).map { try StoredRelease(reading: $0) }
        }
    }

    package func move(
        _ consent: DocumentID, by event: ReleaseState.Event, changes: ReleaseChanges
    ) async throws(StoreError) -> ReleaseState? {
        guard event != .citizenWithdraws else {
            throw StoreError(.conflict, "expected a withdrawal to be recorded as one")
        }
        guard event == .deliveryStarts else {
            return try await database.write { db in
                try Self.move(consent, by: event, changes: changes, in: db)?.state
            }
        }
        // The first mark of a delivery is a leaf; every further attempt sends the same.
        return try await log.group.write { [author] db, log in
            let moved = try Self.move(consent, by: event, changes: changes, in: db)
            guard let moved else { return nil }
            if moved.state != moved.before {
                let row = try Row.fetchOne(
                    db, sql: "SELECT subject, package_hash FROM releases WHERE consent_id = ?",
                    arguments: [consent.text])
                guard let row else { throw Self.missing }
                let entry = author.entry(.delivery, of: try DocumentHash(row["package_hash"]))
                try log.append(Self.record(entry), subject: row["subject"])
            }
            return moved.state
        }
    }

    /// Makes a step of a release; nil where the event cannot happen.
    private static func move(
        _ consent: DocumentID, by event: ReleaseState.Event, changes: ReleaseChanges,
        in db: Database
    ) throws -> (before: ReleaseState, state: ReleaseState)? {
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
        return (state, next)
    }

    static func record(_ entry: LogEntry) throws(StoreError) -> LogRecord {
        do throws(Refusal) {
            return try LogRecord(committingTo: entry)
        } catch {
            throw LogTransaction.unavailable
        }
    }

    static let missing = StoreError(.missing, "expected a release of this consent")

    static func state(
        of consent: DocumentID, in db: Database
    ) throws -> ReleaseState {
        let text = try String.fetchOne(
            db, sql: "SELECT state FROM releases WHERE consent_id = ?", arguments: [consent.text])
        guard let text else { throw missing }
        return try StoredRelease.state(text)
    }
}
