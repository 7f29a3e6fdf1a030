import GRDB
import Sovereignty
import StoreSQLite
import TransparencyLog

extension ReceiverSchema {
    /// The newest checkpoint seen of each log.
    static let log = SchemaStep(
        "receiver-log",
        sql: """
            CREATE TABLE log_checkpoints (
                origin TEXT NOT NULL PRIMARY KEY CHECK (length(origin) > 0),
                size INTEGER NOT NULL CHECK (size >= 0),
                note TEXT NOT NULL CHECK (length(note) > 0)
            ) STRICT;
            """)
}

extension ReceiverStore {
    /// The largest checkpoint that was kept of a log, as a note.
    func logCheckpoint(of origin: String) async throws(StoreError) -> String? {
        try await database.read { db in
            try String.fetchOne(
                db, sql: "SELECT note FROM log_checkpoints WHERE origin = ?", arguments: [origin])
        }
    }

    /// Keeps a checkpoint; a smaller one than was kept changes nothing.
    func keep(logCheckpoint checkpoint: Checkpoint) async throws(StoreError) {
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO log_checkpoints (origin, size, note) VALUES (?, ?, ?)
                    ON CONFLICT (origin) DO UPDATE SET size = excluded.size, note = excluded.note
                        WHERE excluded.size > log_checkpoints.size
                    """,
                arguments: [
                    checkpoint.origin.text, Int64(checkpoint.size), checkpoint.note,
                ])
        }
    }
}
