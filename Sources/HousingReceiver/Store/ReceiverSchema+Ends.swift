import StoreSQLite

extension ReceiverSchema {
    /// The word for a package that counts is `confirmed`; evidence ends; ends are found by indexes.
    static let ends = SchemaStep(
        "receiver-2-ends",
        sql: """
            CREATE TABLE packages_2 (
                consent_id TEXT NOT NULL PRIMARY KEY CHECK (length(consent_id) = 22),
                consent_hash TEXT NOT NULL UNIQUE CHECK (length(consent_hash) = 43),
                holder_key TEXT NOT NULL CHECK (length(holder_key) = 43),
                -- Several may wait; the one that is confirmed uses the request up.
                request TEXT NOT NULL REFERENCES requests (code),
                package_hash TEXT NOT NULL UNIQUE CHECK (length(package_hash) = 43),
                package TEXT CHECK (length(package) > 0),
                consent TEXT NOT NULL CHECK (length(consent) > 0),
                registration TEXT NOT NULL CHECK (length(registration) > 0),
                receipt TEXT NOT NULL CHECK (length(receipt) > 0),
                directory TEXT NOT NULL REFERENCES directories (hash),
                service TEXT NOT NULL CHECK (length(service) = 20),
                revocation_lists TEXT NOT NULL REFERENCES revocation_lists (hash),
                received_at INTEGER NOT NULL CHECK (received_at > 0),
                retained_until INTEGER NOT NULL CHECK (retained_until > received_at),
                -- The code that the delivery is answered with, while it can be confirmed, and
                -- the hash by which it is found.
                response_code TEXT CHECK (length(response_code) = 22),
                response_code_hash TEXT NOT NULL UNIQUE CHECK (length(response_code_hash) = 43),
                -- The hash of the bits that the citizen brings.
                confirmation_hash TEXT NOT NULL CHECK (length(confirmation_hash) = 43),
                state TEXT NOT NULL CHECK (
                    state IN ('waiting', 'confirmed', 'unconfirmed', 'withdrawn', 'expired')),
                evidence_until INTEGER NOT NULL CHECK (evidence_until >= retained_until),
                CHECK ((state IN ('waiting', 'confirmed')) = (package IS NOT NULL)),
                CHECK ((state = 'waiting') = (response_code IS NOT NULL))
            ) STRICT;
            INSERT INTO packages_2
                SELECT consent_id, consent_hash, holder_key, request, package_hash, package,
                    consent, registration, receipt, directory, service, revocation_lists,
                    received_at, retained_until, response_code, response_code_hash,
                    confirmation_hash, iif(state = 'usable', 'confirmed', state),
                    -- Seven years.
                    retained_until + 220924800
                FROM packages ORDER BY rowid;
            DROP TABLE packages;
            ALTER TABLE packages_2 RENAME TO packages;
            CREATE UNIQUE INDEX packages_in_use ON packages (request) WHERE state = 'confirmed';
            CREATE INDEX packages_waiting ON packages (request) WHERE state = 'waiting';
            CREATE INDEX packages_by_request ON packages (request);
            CREATE INDEX packages_by_lists ON packages (revocation_lists);
            CREATE INDEX packages_by_time ON packages (received_at);
            CREATE INDEX packages_by_retention ON packages (retained_until)
                WHERE state = 'confirmed';
            CREATE INDEX packages_by_end ON packages (evidence_until);
            CREATE INDEX requests_open ON requests (expires) WHERE state = 'open';
            CREATE INDEX requests_by_end ON requests (expires);
            DROP INDEX withdrawals_unknown;
            CREATE INDEX withdrawals_unknown ON withdrawals (received_at) WHERE receipt IS NULL;
            """)
}
