import BlueButton
import GRDB
import Sovereignty
import TestKit
import Testing

@testable import StoreSQLite

/// The service keeps consents, releases and receipts; never a value, a BSN or a token.
struct ServiceSchemaTests {
    private let folder = TemporaryFolder()

    /// What each column is for. A new column fails this test until someone has judged it.
    static let columns: [String: Set<String>] = [
        "directories": ["hash", "version", "text"],
        "holder_keys": ["thumbprint", "subject", "until"],
        "releases": [
            // Who, to whom and what for; names and addresses are the directory's.
            "consent_id", "subject", "recipient", "recipient_name", "purpose",
            // Signed documents that hold no value, and a package that the service cannot read.
            "request", "consent", "package", "package_hash", "registration", "receipt",
            "withdrawal", "deletion_receipt",
            // Where it stands.
            "state", "redirect", "refusal", "stored_at", "expires", "withdrawn_at",
            "next_attempt", "attempts", "kept_until",
        ],
        // The access log: commitments and hashes, and for the citizen alone entry and key.
        "log_leaves": ["idx", "commitment", "entry", "key", "subject"],
        "log_nodes": ["level", "idx", "hash"],
        "log_checkpoint": ["row", "size", "note"],
        "release_leaves": ["consent_id", "idx"],
        // A withdrawal that the log could not take: hashes, times and whose it is.
        "unlogged_withdrawals": ["consent_id", "subject", "document", "withdrawn_at"],
        // How far it has got, and whether it is a copy.
        "store": ["row", "position", "copied_at"],
    ]

    @Test func `there is no column that nobody judged`() async throws {
        let found = try await columns(of: ServiceStore(folder: folder.path))
        #expect(found.mapValues { Set($0.map(\.name)) } == Self.columns)
        for (table, columns) in found {
            // A BLOB could hold anything, but for those of 32 bytes, no more and no less.
            let types = Set(columns.map(\.type))
            #expect(
                types.isSubset(
                    of: table.hasPrefix("log_")
                        ? ["TEXT", "INTEGER", "BLOB"] : ["TEXT", "INTEGER"]),
                "\(table)")
        }
    }

    @Test(arguments: [
        "999993653", "999990019", #"{"naam": "Roos Jansen"}"#, "Roos Jansen", "24100",
        #"["salt","inkomen-2025",{"bedrag":24100}]"#,
    ])
    func `no text column takes a number of a citizen or a bare value`(text: String) async throws {
        let store = try ServiceStore(folder: folder.path)
        try await fill(store)
        for (table, columns) in try await columns(of: store) {
            for column in columns where column.type == "TEXT" {
                // A name is a name; that it is the directory's is the code's to see to.
                if column.name == "recipient_name", text.contains(where: \.isLetter) { continue }
                if column.name == "subject", text.contains(where: \.isLetter) { continue }
                // A purpose is an IRI, of which this is told from a value by its colon alone.
                if column.name == "purpose", text.contains(":") { continue }
                let refusal = await code {
                    try await store.database.write { db in
                        try db.execute(
                            sql: "UPDATE \(table) SET \(column.name) = ?", arguments: [text])
                    }
                }
                #expect(refusal == .conflict, "\(table).\(column.name)")
            }
        }
    }

    private func fill(_ store: ServiceStore) async throws {
        try await store.keep(directory: try Sample.directory(version: 1))
        try await store.remember(
            holderKey: DocumentHash(ofCharacters: "k").text, subject: "a", until: Sample.time)
        let release = try Sample.release()
        _ = try await store.add(release)
        _ = try await store.start(release)
        try await store.database.write { db in
            try db.execute(
                sql: "INSERT INTO unlogged_withdrawals VALUES (?, 'a', ?, 1)",
                arguments: [release.consentID.text, DocumentHash(ofCharacters: "w").text])
        }
    }

    private func columns(
        of store: ServiceStore
    ) async throws -> [String: [(name: String, type: String)]] {
        try await store.database.read { db in
            var found: [String: [(name: String, type: String)]] = [:]
            for table in Self.columns.keys {
                found[table] = try Row.fetchAll(db, sql: "PRAGMA table_info(\(table))").map {
                    ($0["name"], $0["type"])
                }
            }
            let tables = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_schema WHERE type = 'table'
                    AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
                    """)
            for table in tables where found[table] == nil { found[table] = [] }
            return found
        }
    }
}
