package import BlueButton
import GRDB
package import OpenSSL
package import Sovereignty

extension ServiceStore {
    package func recipientsWithWork(
        dueAt time: UnixTime
    ) async throws(StoreError) -> [OIN] {
        try await database.read { db in
            // One step in the index per recipient, however many releases each of them has.
            try String.fetchAll(
                db,
                sql: """
                    WITH RECURSIVE known(recipient) AS (
                        SELECT min(recipient) FROM releases WHERE next_attempt IS NOT NULL
                        UNION ALL
                        SELECT (SELECT min(recipient) FROM releases
                            WHERE next_attempt IS NOT NULL AND recipient > known.recipient)
                        FROM known WHERE recipient IS NOT NULL)
                    SELECT recipient FROM known WHERE EXISTS (
                        SELECT 1 FROM releases
                        WHERE recipient = known.recipient AND next_attempt <= ?)
                    """,
                arguments: [time.seconds]
            ).map { try OIN($0) }
        }
    }

    package func work(
        of recipient: OIN, dueAt time: UnixTime, limit: Int
    ) async throws(StoreError) -> [StoredRelease] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM releases WHERE recipient = ? AND next_attempt <= ?
                    ORDER BY next_attempt, rowid LIMIT ?
                    """,
                arguments: [recipient.digits, time.seconds, limit]
            ).map { try StoredRelease(reading: $0) }
        }
    }

    package func nextWork() async throws(StoreError) -> UnixTime? {
        try await database.read { db in
            try Int64.fetchOne(
                db,
                sql: "SELECT min(next_attempt) FROM releases WHERE next_attempt IS NOT NULL"
            ).map { UnixTime(seconds: $0) }
        }
    }

    package func postpone(
        _ consent: DocumentID, until time: UnixTime
    ) async throws(StoreError) {
        try await database.write { db in
            try db.execute(
                sql: """
                    UPDATE releases SET next_attempt = ?, attempts = attempts + 1
                    WHERE consent_id = ? AND next_attempt IS NOT NULL
                    """,
                arguments: [time.seconds, consent.text])
        }
    }

    package func sweep(at time: UnixTime, limit: Int) async throws(StoreError) -> Int {
        try await database.write { db in
            try db.execute(
                sql: """
                    DELETE FROM holder_keys WHERE (thumbprint, subject) IN (
                        SELECT thumbprint, subject FROM holder_keys WHERE until <= ? LIMIT ?)
                    """,
                arguments: [time.seconds, limit])
            let keys = db.changesCount
            try db.execute(
                sql: """
                    DELETE FROM releases WHERE rowid IN (
                        SELECT rowid FROM releases WHERE kept_until <= ? LIMIT ?)
                    """,
                arguments: [time.seconds, limit])
            return keys + db.changesCount
        }
    }
}
