/// What a program's database is: its file's name, its schema, and how far it has got.
package struct StoreForm: Sendable {
    /// The name of the file, without its suffix.
    package let name: String
    /// All steps ever made, oldest first.
    let schema: [SchemaStep]
    /// A query for a number that only grows, and grows with everything that must not be lost: an
    /// older copy of the database has a smaller one.
    let position: String

    /// - Parameters:
    ///   - name: of the file, without its suffix.
    ///   - schema: all steps ever made, oldest first.
    ///   - position: by default the number that the schema's triggers count in `store`.
    package init(
        name: String, schema: [SchemaStep], position: String = "SELECT position FROM store"
    ) {
        self.name = name
        self.schema = [Self.store] + schema
        self.position = position
    }

    /// The one row that every database of ours has.
    private static let store = SchemaStep(
        "store-1",
        sql: """
            CREATE TABLE store (
                row INTEGER NOT NULL PRIMARY KEY CHECK (row = 1),
                -- What a schema counts of its own changes.
                position INTEGER NOT NULL CHECK (position >= 0),
                -- When this copy was made, in a backup; until the operator accepts it.
                copied_at INTEGER CHECK (copied_at > 0)
            ) STRICT;
            INSERT INTO store (row, position) VALUES (1, 0);
            CREATE TRIGGER store_stays BEFORE DELETE ON store
            BEGIN SELECT RAISE(ABORT, 'every database has its row'); END;
            """)
}
