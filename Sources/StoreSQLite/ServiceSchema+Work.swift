extension ServiceSchema {
    /// The outbox's work with its times, what comes of a withdrawal, and the end of every row.
    ///
    /// A text column takes a document of its form, an address, a code or a name, never a bare
    /// number: nine digits of a citizen fit in none of them.
    static let work = SchemaStep(
        "service-2-work",
        sql: """
            CREATE TABLE releases_2 (
                consent_id TEXT NOT NULL PRIMARY KEY CHECK (
                    length(consent_id) = 22 AND consent_id NOT GLOB '*[^-_0-9A-Za-z]*'),
                -- The citizen at the service: random, never a number.
                subject TEXT NOT NULL CHECK (subject GLOB '*[^0-9]*'),
                recipient TEXT NOT NULL CHECK (
                    length(recipient) = 20 AND recipient NOT GLOB '*[^0-9]*'),
                recipient_name TEXT NOT NULL CHECK (recipient_name GLOB '*[^0-9]*'),
                purpose TEXT NOT NULL CHECK (purpose GLOB '?*:?*'),
                request TEXT NOT NULL CHECK (request GLOB 'eyJ*.*.*'),
                consent TEXT NOT NULL CHECK (consent GLOB 'eyJ*.*.*'),
                -- A JWE that the service cannot read, as long as it may be sent.
                package TEXT CHECK (package GLOB 'eyJ*.*.*.*.*'),
                package_hash TEXT NOT NULL CHECK (
                    length(package_hash) = 43 AND package_hash NOT GLOB '*[^-_0-9A-Za-z]*'),
                stored_at INTEGER NOT NULL CHECK (stored_at > 0),
                expires INTEGER NOT NULL CHECK (expires > stored_at),
                state TEXT NOT NULL CHECK (state IN (
                    'registered', 'delivering', 'delivered', 'refused', 'expired', 'unanswered',
                    'stopped', 'forwarded', 'kept', 'deleted')),
                registration TEXT CHECK (
                    registration GLOB '{*"payload"*' AND registration GLOB '*"signature"*'),
                receipt TEXT CHECK (receipt GLOB '{*"payload"*' AND receipt GLOB '*"signature"*'),
                redirect TEXT CHECK (redirect GLOB 'https://?*'),
                refusal TEXT CHECK (
                    length(refusal) BETWEEN 1 AND 40 AND refusal NOT GLOB '*[^-a-z]*'),
                withdrawal TEXT CHECK (withdrawal GLOB 'eyJ*.*.*'),
                withdrawn_at INTEGER CHECK (withdrawn_at > 0),
                deletion_receipt TEXT CHECK (
                    deletion_receipt GLOB '{*"payload"*'
                        AND deletion_receipt GLOB '*"signature"*'),
                -- When the outbox has to look at it again, and how often it did.
                next_attempt INTEGER CHECK (next_attempt > 0),
                attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                kept_until INTEGER NOT NULL CHECK (kept_until >= expires),
                CHECK ((state IN ('registered', 'delivering')) = (package IS NOT NULL)),
                CHECK ((state IN ('registered', 'delivering', 'forwarded'))
                    = (next_attempt IS NOT NULL)),
                CHECK (state NOT IN ('registered', 'expired') OR registration IS NULL),
                CHECK (state NOT IN ('delivering', 'delivered') OR registration IS NOT NULL),
                CHECK (state <> 'delivered' OR receipt IS NOT NULL),
                CHECK (state <> 'refused' OR refusal IS NOT NULL),
                CHECK ((state IN ('stopped', 'forwarded', 'kept', 'deleted'))
                    = (withdrawal IS NOT NULL)),
                CHECK ((withdrawal IS NULL) = (withdrawn_at IS NULL)),
                CHECK (state <> 'stopped' OR (registration IS NULL AND receipt IS NULL)),
                CHECK ((state = 'deleted') = (deletion_receipt IS NOT NULL))
            ) STRICT;
            INSERT INTO releases_2
                SELECT consent_id, subject, recipient, recipient_name, purpose, request, consent,
                    iif(state IN ('registered', 'delivering'), package, NULL), package_hash,
                    stored_at, expires,
                    CASE
                        WHEN state = 'withdrawn' THEN 'forwarded'
                        WHEN state = 'expired' AND registration IS NOT NULL THEN 'unanswered'
                        ELSE state
                    END,
                    registration, receipt, redirect, refusal, text, received_at, NULL,
                    iif(state IN ('registered', 'delivering', 'withdrawn'), stored_at, NULL), 0,
                    -- The longest retention known of then, a year, and five more.
                    expires + 189388800
                FROM releases LEFT JOIN withdrawals USING (consent_id) ORDER BY releases.rowid;
            DROP TABLE withdrawals;
            DROP TABLE releases;
            ALTER TABLE releases_2 RENAME TO releases;
            CREATE INDEX releases_by_subject ON releases (subject, stored_at);
            CREATE INDEX releases_with_work ON releases (recipient, next_attempt)
                WHERE next_attempt IS NOT NULL;
            CREATE INDEX releases_next ON releases (next_attempt) WHERE next_attempt IS NOT NULL;
            CREATE INDEX releases_by_end ON releases (kept_until);

            CREATE TABLE holder_keys_2 (
                thumbprint TEXT NOT NULL CHECK (
                    length(thumbprint) = 43 AND thumbprint NOT GLOB '*[^-_0-9A-Za-z]*'),
                subject TEXT NOT NULL CHECK (subject GLOB '*[^0-9]*'),
                until INTEGER NOT NULL CHECK (until > 0),
                PRIMARY KEY (thumbprint, subject)
            ) STRICT, WITHOUT ROWID;
            INSERT INTO holder_keys_2 SELECT thumbprint, subject, until FROM holder_keys;
            DROP TABLE holder_keys;
            ALTER TABLE holder_keys_2 RENAME TO holder_keys;
            CREATE INDEX holder_keys_by_end ON holder_keys (until);

            CREATE TABLE directories_2 (
                hash TEXT NOT NULL PRIMARY KEY CHECK (
                    length(hash) = 43 AND hash NOT GLOB '*[^-_0-9A-Za-z]*'),
                version INTEGER NOT NULL CHECK (version > 0),
                text TEXT NOT NULL CHECK (text GLOB 'eyJ*.*.*')
            ) STRICT;
            INSERT INTO directories_2 SELECT hash, version, text FROM directories;
            DROP TABLE directories;
            ALTER TABLE directories_2 RENAME TO directories;
            CREATE INDEX directories_by_version ON directories (version);
            """)
}
