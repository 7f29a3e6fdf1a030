import BlueButton
import GRDB
import OpenSSL
import Sovereignty
import TestKit
import Testing

@testable import StoreSQLite

/// A database of the first version opens with the newest program, and nothing of it is lost.
struct MigrationTests {
    private let folder = TemporaryFolder()

    /// What the first version could hold: a state, whether a registration was made, and what the
    /// release is now.
    static let rows: [(String, Bool, ReleaseState)] = [
        ("registered", false, .registered), ("delivering", true, .delivering),
        ("delivered", true, .delivered), ("refused", true, .refused),
        ("expired", false, .expired), ("expired", true, .unanswered),
        ("stopped", false, .stopped), ("withdrawn", true, .forwarded),
    ]

    @Test func `releases of the first version keep their state and their work`() async throws {
        let ids = try Self.rows.map { _ in try DocumentID() }
        do {
            let old = try SQLiteDatabase(
                folder: folder.path,
                form: StoreForm(name: "service", schema: [ServiceSchema.steps[0]]))
            try await old.write { db in
                for (id, row) in zip(ids, Self.rows) { try Self.insert(id, row, in: db) }
                try db.execute(
                    sql: "INSERT INTO holder_keys VALUES (?, ?, ?)",
                    arguments: [
                        DocumentHash(ofCharacters: "k").text, "a", Sample.time.seconds,
                    ])
            }
        }
        let store = try ServiceStore(folder: folder.path)
        for (id, row) in zip(ids, Self.rows) {
            let found = try #require(try await store.release(id, subject: Sample.subject))
            #expect(found.state == row.2)
            #expect((found.registration != nil) == row.1)
            #expect((found.withdrawal != nil) == found.state.isWithdrawn)
            #expect((found.package != nil) == found.state.isPending)
            #expect(found.keptUntil > found.expires)
        }
        let work = try await store.work(
            of: OIN(Sample.recipient), dueAt: Sample.time, limit: 10)
        #expect(Set(work.map(\.state)) == [.registered, .delivering, .forwarded])
        #expect(
            try await store.knows(
                holderKey: DocumentHash(ofCharacters: "k").text, subject: "a",
                at: Sample.time - 1))
        let names = try await store.database.read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
        }
        #expect(!names.contains { $0.hasSuffix("_2") } && !names.contains("withdrawals"))
    }

    private static func insert(
        _ id: DocumentID, _ row: (String, Bool, ReleaseState), in db: Database
    ) throws {
        let (state, isRegistered, now) = row
        try db.execute(
            sql: """
                INSERT INTO releases VALUES (?, ?, ?, 'Naam', 'https://p', 'eyJ.a.b', 'eyJ.c.d',
                    ?, ?, ?, ?, ?, ?, ?, NULL, ?)
                """,
            arguments: [
                id.text, Sample.subject, Sample.recipient, now.isPending ? Sample.package : nil,
                DocumentHash(ofCharacters: Sample.package).text, Sample.time.seconds,
                Sample.time.seconds + 3600, state, isRegistered ? Sample.registration : nil,
                state == "delivered" ? Sample.receipt : nil,
                state == "refused" ? "consent-mismatch" : nil,
            ])
        guard now.isWithdrawn else { return }
        try db.execute(
            sql: "INSERT INTO withdrawals VALUES (?, ?, ?)",
            arguments: [id.text, Sample.withdrawal, Sample.time.seconds])
    }
}
