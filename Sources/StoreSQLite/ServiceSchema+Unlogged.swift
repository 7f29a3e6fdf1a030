extension ServiceSchema {
    /// Withdrawals that were taken while the log could not be written: their leaves are still to be
    /// appended.
    static let unlogged = SchemaStep(
        "service-3-unlogged",
        sql: """
            CREATE TABLE unlogged_withdrawals (
                consent_id TEXT NOT NULL PRIMARY KEY CHECK (
                    length(consent_id) = 22 AND consent_id NOT GLOB '*[^-_0-9A-Za-z]*'),
                subject TEXT NOT NULL CHECK (subject GLOB '*[^0-9]*'),
                -- The hash of the withdrawal.
                document TEXT NOT NULL CHECK (
                    length(document) = 43 AND document NOT GLOB '*[^-_0-9A-Za-z]*'),
                withdrawn_at INTEGER NOT NULL CHECK (withdrawn_at > 0)
            ) STRICT, WITHOUT ROWID;
            """)
}
