import GRDB
import OpenSSL
import Sovereignty
import StoreSQLite

extension ReceiverStore {
    /// How many rows of a kind one step of the sweep takes, so that others can write in between.
    private static let sweepLimit = 200
    /// How long a withdrawal of an unknown consent is kept, in seconds: no request lives longer
    /// than 30 days, so no package of that consent is taken after them.
    private static let unknownLife: Int64 = 31 * 86_400
    /// How long a request that no package answers is kept after its end, in seconds.
    private static let requestLife: Int64 = 90 * 86_400

    /// Deletes the data whose retention has passed, that of packages which nobody confirmed before
    /// their request ended, and the keys of requests that ended unused; then evidence past its own
    /// time, and what belongs to it.
    ///
    /// - Returns: of how many packages data was deleted.
    func sweep(at time: UnixTime) async throws(StoreError) -> Int {
        var swept = 0
        var step: (data: Int, rows: Int)
        repeat {
            step = try await database.write { db in
                let data = try Self.sweepData(at: time, in: db)
                return (data, try data + Self.sweepEvidence(at: time, in: db))
            }
            swept += step.data
        } while step.rows > 0
        if swept > 0 { await database.emptyLog() }
        return swept
    }

    private static func sweepData(at time: UnixTime, in db: Database) throws -> Int {
        let unconfirmed = try String.fetchAll(
            db,
            sql: """
                SELECT consent_id FROM packages JOIN requests ON code = request
                WHERE packages.state = 'waiting' AND expires <= ? LIMIT ?
                """,
            arguments: [time.seconds, sweepLimit])
        try deleteData(of: unconfirmed, by: .requestIsGone, in: db)
        try db.execute(
            sql: """
                UPDATE requests SET state = 'closed', private_key = NULL
                WHERE state = 'open' AND expires <= ?
                """,
            arguments: [time.seconds])
        let due = try String.fetchAll(
            db,
            sql: """
                SELECT consent_id FROM packages
                WHERE state = 'confirmed' AND retained_until <= ? LIMIT ?
                """,
            arguments: [time.seconds, sweepLimit])
        try deleteData(of: due, by: .retentionEnds, in: db)
        return unconfirmed.count + due.count
    }

    /// Deletes evidence and requests past their time, with what only they needed.
    private static func sweepEvidence(at time: UnixTime, in db: Database) throws -> Int {
        let ended = try String.fetchAll(
            db,
            sql: """
                SELECT consent_id FROM packages
                WHERE evidence_until <= ? AND state NOT IN ('waiting', 'confirmed') LIMIT ?
                """,
            arguments: [time.seconds, sweepLimit])
        for consent in ended {
            for table in ["withdrawals", "packages"] {
                try db.execute(
                    sql: "DELETE FROM \(table) WHERE consent_id = ?", arguments: [consent])
            }
        }
        try db.execute(
            sql: """
                DELETE FROM requests WHERE rowid IN (
                    SELECT rowid FROM requests WHERE expires <= ? AND state <> 'open'
                        AND NOT EXISTS (SELECT 1 FROM packages WHERE request = code) LIMIT ?)
                """,
            arguments: [time.seconds - requestLife, sweepLimit])
        var rows = ended.count + db.changesCount
        try db.execute(
            sql: """
                DELETE FROM withdrawals WHERE rowid IN (
                    SELECT rowid FROM withdrawals
                    WHERE receipt IS NULL AND received_at <= ? LIMIT ?)
                """,
            arguments: [time.seconds - unknownLife, sweepLimit])
        rows += db.changesCount
        if !ended.isEmpty {
            try db.execute(
                sql: """
                    DELETE FROM revocation_lists WHERE NOT EXISTS (
                        SELECT 1 FROM packages WHERE revocation_lists = revocation_lists.hash)
                    """)
        }
        return rows
    }
}
