import StoreSQLite

extension ReceiverSchema {
    /// Households that apply, with the request to each adult.
    static let applications = SchemaStep(
        "receiver-4-applications",
        sql: """
            CREATE TABLE applications (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 22),
                template TEXT NOT NULL CHECK (length(template) > 0),
                tax_year INTEGER NOT NULL,
                household TEXT NOT NULL CHECK (household IN ('eenpersoons', 'meerpersoons')),
                is_elderly INTEGER NOT NULL CHECK (is_elderly IN (0, 1)),
                reference TEXT NOT NULL CHECK (length(reference) > 0),
                created_at INTEGER NOT NULL CHECK (created_at > 0)
            ) STRICT;
            CREATE INDEX applications_by_time ON applications (created_at);

            CREATE TABLE application_requests (
                application TEXT NOT NULL REFERENCES applications (id),
                place INTEGER NOT NULL CHECK (place >= 0),
                request TEXT NOT NULL UNIQUE REFERENCES requests (code) ON DELETE CASCADE,
                PRIMARY KEY (application, place)
            ) STRICT, WITHOUT ROWID;

            -- An application goes with the last of its requests.
            CREATE TRIGGER applications_end AFTER DELETE ON application_requests
            WHEN NOT EXISTS (
                SELECT 1 FROM application_requests WHERE application = OLD.application)
            BEGIN
                DELETE FROM applications WHERE id = OLD.application;
            END;
            """)
}
