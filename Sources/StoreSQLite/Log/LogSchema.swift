extension ServiceSchema {
    /// The access log: leaves with the entries that open them, complete nodes, one checkpoint.
    ///
    /// The log only grows: triggers refuse to delete a leaf or node, to change what is hashed, and
    /// a smaller checkpoint, whoever writes. Erasing empties an entry, its key and whose it was.
    static let log = SchemaStep(
        "service-log",
        sql: """
            CREATE TABLE log_leaves (
                idx INTEGER NOT NULL PRIMARY KEY CHECK (idx >= 0),
                commitment BLOB NOT NULL CHECK (length(commitment) = 32),
                entry TEXT CHECK (entry GLOB '{"actor":*}'),
                key BLOB CHECK (length(key) = 32),
                -- The citizen at the service: random, never a number.
                subject TEXT CHECK (subject GLOB '*[^0-9]*'),
                CHECK ((entry IS NULL) = (key IS NULL)),
                CHECK ((entry IS NULL) = (subject IS NULL))
            ) STRICT;
            CREATE INDEX log_leaves_by_subject ON log_leaves (subject, idx)
                WHERE subject IS NOT NULL;

            CREATE TABLE log_nodes (
                level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 53),
                idx INTEGER NOT NULL CHECK (idx >= 0),
                hash BLOB NOT NULL CHECK (length(hash) = 32),
                PRIMARY KEY (level, idx)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE log_checkpoint (
                row INTEGER NOT NULL PRIMARY KEY CHECK (row = 1),
                size INTEGER NOT NULL CHECK (size >= 0),
                note TEXT NOT NULL CHECK (length(note) > 0)
            ) STRICT;

            -- The leaf of a release's consent.
            CREATE TABLE release_leaves (
                consent_id TEXT NOT NULL PRIMARY KEY
                    REFERENCES releases (consent_id) ON DELETE CASCADE,
                idx INTEGER NOT NULL UNIQUE REFERENCES log_leaves (idx)
            ) STRICT, WITHOUT ROWID;

            CREATE TRIGGER log_leaves_stay BEFORE DELETE ON log_leaves
            BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
            CREATE TRIGGER log_leaves_unchanged BEFORE UPDATE ON log_leaves
            WHEN NEW.idx <> OLD.idx OR NEW.commitment <> OLD.commitment OR NEW.entry IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'a leaf does not change'); END;
            CREATE TRIGGER log_nodes_stay BEFORE DELETE ON log_nodes
            BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
            CREATE TRIGGER log_nodes_unchanged BEFORE UPDATE ON log_nodes
            BEGIN SELECT RAISE(ABORT, 'a node does not change'); END;
            CREATE TRIGGER log_checkpoint_stays BEFORE DELETE ON log_checkpoint
            BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
            CREATE TRIGGER log_checkpoint_grows BEFORE UPDATE ON log_checkpoint
            WHEN NEW.size <= OLD.size
            BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
            """)
}
