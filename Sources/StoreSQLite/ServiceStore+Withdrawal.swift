package import BlueButton
import GRDB
package import OpenSSL
package import Sovereignty

extension ServiceStore {
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
        // A log that cannot be written does not hold a withdrawal up: its leaf comes later.
        return try await database.write { db in
            let (subject, before, state) = try Self.withdraw(
                consent, withdrawal: withdrawal, at: time, in: db)
            if state != before {
                try db.execute(
                    sql: "INSERT INTO unlogged_withdrawals VALUES (?, ?, ?, ?)",
                    arguments: [consent.text, subject, entry.document.text, time.seconds])
            }
            return state
        }
    }

    package func logWhatWaits(limit: Int) async throws(StoreError) -> Int {
        let waiting = try await database.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM unlogged_withdrawals ORDER BY withdrawn_at LIMIT ?",
                arguments: [limit]
            ).map { row in
                (
                    consent: row["consent_id"] as String, subject: row["subject"] as String,
                    entry: author.entry(
                        .withdrawal, of: try DocumentHash(row["document"]),
                        at: UnixTime(seconds: row["withdrawn_at"]))
                )
            }
        }
        for one in waiting {
            let record = try Self.record(one.entry)
            try await log.group.write { db, log in
                try db.execute(
                    sql: "DELETE FROM unlogged_withdrawals WHERE consent_id = ?",
                    arguments: [one.consent])
                // Another one may have been here meanwhile.
                if db.changesCount == 1 { try log.append(record, subject: one.subject) }
            }
        }
        return waiting.count
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
}
