import StoreSQLite

extension ReceiverSchema {
    /// Counts what must not be lost, so that an older copy of the database is recognised.
    static let position = SchemaStep(
        "receiver-3-position",
        sql: """
            CREATE TRIGGER requests_count_new AFTER INSERT ON requests
            BEGIN UPDATE store SET position = position + 1; END;
            CREATE TRIGGER requests_count_steps AFTER UPDATE OF state ON requests
            BEGIN UPDATE store SET position = position + 1; END;
            CREATE TRIGGER packages_count_new AFTER INSERT ON packages
            BEGIN UPDATE store SET position = position + 1; END;
            CREATE TRIGGER packages_count_steps AFTER UPDATE OF state ON packages
            BEGIN UPDATE store SET position = position + 1; END;
            CREATE TRIGGER withdrawals_count_new AFTER INSERT ON withdrawals
            BEGIN UPDATE store SET position = position + 1; END;
            """)
}
