import StoreSQLite

/// The receiver's tables: requests, evidence, and apart from it what was disclosed.
///
/// Evidence can be kept when the data is gone: hashes, consent, registration and receipt carry no
/// value, and a package cannot be read once the private key of its request is destroyed.
enum ReceiverSchema {
    static let steps = [tables, log, ends, position, applications]

    private static let tables = SchemaStep(
        "receiver-1",
        sql: """
            CREATE TABLE directories (
                hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 43),
                version INTEGER NOT NULL CHECK (version > 0),
                text TEXT NOT NULL CHECK (length(text) > 0)
            ) STRICT;
            CREATE INDEX directories_by_version ON directories (version);

            -- The revocation lists by which packages were judged, in PEM.
            CREATE TABLE revocation_lists (
                hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 43),
                pem TEXT NOT NULL
            ) STRICT;

            CREATE TABLE requests (
                code TEXT NOT NULL PRIMARY KEY CHECK (length(code) = 22),
                key_id TEXT NOT NULL UNIQUE CHECK (length(key_id) = 43),
                -- Destroyed when the request ends unused, or its data has to go.
                private_key TEXT CHECK (length(private_key) > 0),
                template TEXT NOT NULL,
                tax_year INTEGER NOT NULL,
                reference TEXT NOT NULL CHECK (length(reference) > 0),
                text TEXT NOT NULL CHECK (length(text) > 0),
                hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 43),
                nonce TEXT NOT NULL UNIQUE CHECK (length(nonce) >= 22),
                directory TEXT NOT NULL REFERENCES directories (hash),
                created_at INTEGER NOT NULL CHECK (created_at > 0),
                expires INTEGER NOT NULL CHECK (expires > created_at),
                state TEXT NOT NULL CHECK (state IN ('open', 'used', 'closed')),
                CHECK (state <> 'open' OR private_key IS NOT NULL),
                CHECK (state <> 'closed' OR private_key IS NULL)
            ) STRICT;
            CREATE INDEX requests_by_time ON requests (created_at);

            CREATE TABLE packages (
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
                    state IN ('waiting', 'usable', 'unconfirmed', 'withdrawn', 'expired')),
                CHECK ((state IN ('waiting', 'usable')) = (package IS NOT NULL)),
                CHECK ((state = 'waiting') = (response_code IS NOT NULL))
            ) STRICT;
            CREATE UNIQUE INDEX packages_in_use ON packages (request) WHERE state = 'usable';
            CREATE INDEX packages_waiting ON packages (request) WHERE state = 'waiting';
            CREATE INDEX packages_by_time ON packages (received_at);
            CREATE INDEX packages_by_retention ON packages (retained_until)
                WHERE state = 'usable';

            CREATE TABLE disclosed_claims (
                consent_id TEXT NOT NULL REFERENCES packages (consent_id),
                place INTEGER NOT NULL CHECK (place >= 0),
                type TEXT NOT NULL CHECK (length(type) > 0),
                name TEXT NOT NULL CHECK (length(name) > 0),
                value TEXT NOT NULL CHECK (length(value) > 0),
                PRIMARY KEY (consent_id, place)
            ) STRICT, WITHOUT ROWID;

            -- Also of consents that are not known yet: their packages are refused.
            CREATE TABLE withdrawals (
                hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 43),
                consent_id TEXT NOT NULL CHECK (length(consent_id) = 22),
                consent_hash TEXT NOT NULL CHECK (length(consent_hash) = 43),
                signer TEXT NOT NULL CHECK (length(signer) > 0),
                text TEXT NOT NULL CHECK (length(text) > 0),
                received_at INTEGER NOT NULL CHECK (received_at > 0),
                receipt TEXT CHECK (length(receipt) > 0)
            ) STRICT;
            CREATE INDEX withdrawals_by_consent ON withdrawals (consent_id);
            CREATE INDEX withdrawals_unknown ON withdrawals (consent_id) WHERE receipt IS NULL;
            """)
}
