package import BlueButton
import GRDB
package import OpenSSL
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

    package func withdraw(
        _ consent: DocumentID, withdrawal: String, at time: UnixTime
    ) async throws(StoreError) -> ReleaseState {
        let entry = author.entry(.withdrawal, of: .compactJWS(withdrawal), at: time)
        if let record = try? Self.record(entry),
            let state = try? await log.group.write({ db, log in
                let (subject, before, state) = try Self.withdraw(
                    consent, withdrawal: withdrawal, at: time, in: db)
                if state != before { try log.append(record, subject: subject) }
                return state
            })
        {
            return state
        }
        // A log that cannot be written does not hold a withdrawal up.
        return try await database.write { db in
            try Self.withdraw(consent, withdrawal: withdrawal, at: time, in: db).state
        }
    }

    private static func withdraw(
        _ consent: DocumentID, withdrawal: String, at time: UnixTime, in db: Database
    ) throws -> (subject: String, before: ReleaseState, state: ReleaseState) {
        let before = try state(of: consent, in: db)
        let subject = try String.fetchOne(
            db, sql: "SELECT subject FROM releases WHERE consent_id = ?",
            arguments: [consent.text])
        guard let subject else { throw missing }
        guard let next = before.after(.citizenWithdraws) else { return (subject, before, before) }
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
        return (subject, before, next)
    }

    private static func record(_ entry: LogEntry) throws(StoreError) -> LogRecord {
        do throws(Refusal) {
            return try LogRecord(committingTo: entry)
        } catch {
            throw LogTransaction.unavailable
        }
    }

    private static let missing = StoreError(.missing, "expected a release of this consent")

    private static func state(
        of consent: DocumentID, in db: Database
    ) throws -> ReleaseState {
        let text = try String.fetchOne(
            db, sql: "SELECT state FROM releases WHERE consent_id = ?", arguments: [consent.text])
        guard let text else { throw missing }
        return try StoredRelease.state(text)
    }
}
