import GRDB
import Sovereignty

/// How an older copy of a database is recognised, and what the operator decides about it.
enum RestoredStore {
    /// Admits a database, unless it is an older copy that nobody accepted: a backup says so itself,
    /// and any copy is behind the mark beside it.
    ///
    /// - Parameter change: made in an older copy that is accepted.
    /// - Returns: how far the database has got, and whether an older copy was accepted.
    /// - Throws: `restored`.
    static func admit(
        _ db: Database, form: StoreForm, mark: Int64, accepts isAccepted: Bool,
        change: (Database) throws -> Void
    ) throws -> (position: Int64, wasAccepted: Bool) {
        let copiedAt = try Int64.fetchOne(db, sql: "SELECT copied_at FROM store")
        let position = try position(db, form)
        guard copiedAt != nil || position < mark else { return (position, false) }
        guard isAccepted else { throw refusal }
        try change(db)
        try db.execute(sql: "UPDATE store SET copied_at = NULL")
        return (try Self.position(db, form), true)
    }

    /// How far a database has got.
    static func position(_ db: Database, _ form: StoreForm) throws -> Int64 {
        try Int64.fetchOne(db.cachedStatement(sql: form.position)) ?? 0
    }

    /// What is said when an older copy was taken into use.
    static let acceptance =
        "an older copy of the database was accepted: what came after it is unknown here"

    private static let refusal = StoreError(
        .restored,
        """
        expected the newest state of the database: this is an older copy, which does not know what \
        came after it, withdrawals among it. Put the newest one in its place, or decide to go on \
        with this one: start once with --accept-restored
        """)
}
