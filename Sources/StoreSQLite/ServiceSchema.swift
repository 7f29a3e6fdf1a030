/// The service's tables. Their constraints hold whoever writes: hashes, sealed texts and times, and
/// no column for a value, a number of a citizen or a token.
enum ServiceSchema {
    static let steps = [first, log, work, unlogged]

    /// The tables of the first version.
    private static let first = SchemaStep(
        "service-1",
        sql: """
            CREATE TABLE directories (
                hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 43),
                version INTEGER NOT NULL CHECK (version > 0),
                text TEXT NOT NULL CHECK (length(text) > 0)
            ) STRICT;
            CREATE INDEX directories_by_version ON directories (version);

            CREATE TABLE holder_keys (
                thumbprint TEXT NOT NULL CHECK (length(thumbprint) = 43),
                subject TEXT NOT NULL CHECK (length(subject) > 0),
                until INTEGER NOT NULL CHECK (until > 0),
                PRIMARY KEY (thumbprint, subject)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE releases (
                consent_id TEXT NOT NULL PRIMARY KEY CHECK (length(consent_id) = 22),
                subject TEXT NOT NULL CHECK (length(subject) > 0),
                recipient TEXT NOT NULL CHECK (length(recipient) = 20),
                recipient_name TEXT NOT NULL,
                purpose TEXT NOT NULL,
                request TEXT NOT NULL CHECK (length(request) > 0),
                consent TEXT NOT NULL CHECK (length(consent) > 0),
                package TEXT CHECK (length(package) > 0),
                package_hash TEXT NOT NULL CHECK (length(package_hash) = 43),
                stored_at INTEGER NOT NULL CHECK (stored_at > 0),
                expires INTEGER NOT NULL CHECK (expires > stored_at),
                state TEXT NOT NULL CHECK (state IN (
                    'registered', 'delivering', 'delivered', 'stopped', 'withdrawn',
                    'expired', 'refused')),
                registration TEXT CHECK (length(registration) > 0),
                receipt TEXT CHECK (length(receipt) > 0),
                redirect TEXT CHECK (length(redirect) > 0),
                refusal TEXT CHECK (length(refusal) > 0),
                CHECK (state NOT IN ('registered', 'delivering') OR package IS NOT NULL),
                CHECK (state NOT IN ('stopped', 'withdrawn') OR package IS NULL),
                CHECK (state <> 'delivered'
                    OR (registration IS NOT NULL AND receipt IS NOT NULL)),
                CHECK ((state = 'refused') = (refusal IS NOT NULL))
            ) STRICT;
            CREATE INDEX releases_by_subject ON releases (subject, stored_at);
            CREATE INDEX releases_pending ON releases (stored_at)
                WHERE state IN ('registered', 'delivering');

            CREATE TABLE withdrawals (
                consent_id TEXT NOT NULL PRIMARY KEY REFERENCES releases (consent_id),
                text TEXT NOT NULL CHECK (length(text) > 0),
                received_at INTEGER NOT NULL CHECK (received_at > 0)
            ) STRICT;
            """)
}
