import Foundation
import GRDB
import Sovereignty
import TestKit
import Testing

@testable import StoreSQLite

struct SQLiteDatabaseTests {
    private let folder = TemporaryFolder()
    private static let first = SchemaStep("test-1", sql: "CREATE TABLE a (b TEXT NOT NULL) STRICT;")
    private static let second = SchemaStep(
        "test-2", sql: "CREATE TABLE c (d TEXT NOT NULL) STRICT;")

    private func open(_ schema: [SchemaStep] = [first]) throws -> SQLiteDatabase {
        try SQLiteDatabase(
            folder: folder.path, form: StoreForm(name: "test", schema: schema))
    }

    private var file: String { folder.path + "/test.sqlite" }

    @Test func `the folder is for its owner alone, also where it was there before`() throws {
        try FileManager.default.createDirectory(
            atPath: folder.path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755])
        let database = try open()
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        withExtendedLifetime(database) {}
    }

    @Test func `what is written is synchronous, in WAL and with foreign keys`() async throws {
        let database = try open()
        let settings = try await database.write { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Bool.fetchOne(db, sql: "PRAGMA foreign_keys"),
                try Int.fetchOne(db, sql: "PRAGMA secure_delete")
            )
        }
        #expect(settings.0 == 2)
        #expect(settings.1 == "wal")
        #expect(settings.2 == true)
        #expect(settings.3 == 1)
    }

    @Test func `a second program is refused while the first one runs, and not after`() async throws
    {
        let database = try open()
        let refused = #expect(throws: StoreError.self) { _ = try open() }
        #expect(refused?.code == .locked)
        #expect(refused?.message.contains("another has it open") == true)
        withExtendedLifetime(database) {}
    }

    @Test func `the lock ends with the database`() async throws {
        for _ in 0..<3 {
            let database = try open()
            try await database.write { db in try db.execute(sql: "INSERT INTO a VALUES ('x')") }
        }
        let database = try open()
        let count = try await database.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM a")
        }
        #expect(count == 3)
    }

    @Test func `steps that are new are made on what is there`() async throws {
        do { withExtendedLifetime(try open()) {} }
        let database = try open([Self.first, Self.second])
        try await database.write { db in try db.execute(sql: "INSERT INTO c VALUES ('x')") }
    }

    @Test func `a database of a newer program is refused`() async throws {
        do { withExtendedLifetime(try open([Self.first, Self.second])) {} }
        #expect(await code { _ = try open() } == .unusable)
    }

    @Test func `a file that is no database is refused`() async throws {
        try FileManager.default.createDirectory(
            atPath: folder.path, withIntermediateDirectories: true)
        try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: file))
        #expect(await code { _ = try open() } == .unusable)
    }

    @Test func `a damaged file is refused`() async throws {
        do {
            let database = try open()
            try await database.write { db in
                for _ in 0..<500 {
                    try db.execute(sql: "INSERT INTO a VALUES (hex(randomblob(200)))")
                }
            }
            await database.emptyLog()
        }
        let size = try #require(
            try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int)
        let handle = try #require(FileHandle(forUpdatingAtPath: file))
        try handle.seek(toOffset: UInt64(size / 2 / 4096 * 4096))
        try handle.write(contentsOf: Data(repeating: 0x5A, count: 4096))
        try handle.close()
        #expect(await code { _ = try open() } == .unusable)
    }

    @Test func `a folder that cannot be made is refused`() async throws {
        try Data().write(to: URL(fileURLWithPath: folder.path))
        #expect(await code { _ = try open() } == .unavailable)
    }

    @Test func `errors carry no bound value and no SQL`() async throws {
        let database = try open([
            SchemaStep("test-1", sql: "CREATE TABLE a (b TEXT NOT NULL CHECK (b = 'x')) STRICT;")
        ])
        do {
            try await database.write { db in
                try db.execute(sql: "INSERT INTO a VALUES (?)", arguments: ["secret-value"])
            }
            Issue.record("expected the schema to refuse")
        } catch {
            #expect(error.code == .conflict)
            #expect(!"\(error)".contains("secret-value") && !"\(error)".contains("INSERT"))
        }
    }

    @Test func `a write that throws leaves nothing`() async throws {
        let database = try open()
        let thrown = await code {
            try await database.write { db in
                try db.execute(sql: "INSERT INTO a VALUES ('x')")
                throw StoreError(.conflict, "expected otherwise")
            }
        }
        #expect(thrown == .conflict)
        let count = try await database.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM a")
        }
        #expect(count == 0)
    }

    @Test func `what was deleted is in no file of the folder any more`() async throws {
        let database = try open()
        let trace = "a-text-that-was-deleted"
        try await database.write { db in
            try db.execute(sql: "INSERT INTO a VALUES (?)", arguments: [trace])
        }
        try await database.write { db in try db.execute(sql: "DELETE FROM a") }
        await database.emptyLog()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let content = FileManager.default.contents(atPath: "\(folder.path)/\(name)") ?? Data()
            #expect(content.range(of: Data(trace.utf8)) == nil, "expected no trace in \(name)")
        }
    }

    @Test(arguments: [
        ("3.36.0", false, true), ("3.37.0", true, true), ("3.40.1", true, true),
        ("3.51.2", true, true), ("3.51.3", true, false), ("3.100.0", true, false),
        ("4.0.0", true, false),
    ])
    func `a version is judged by its numbers`(
        _ text: String, isUsable: Bool, hasWarning: Bool
    ) throws {
        let version = try #require(SQLiteVersion(text))
        #expect((version >= SQLiteVersion.oldestUsable) == isUsable)
        #expect((version.warning != nil) == hasWarning)
    }

    @Test(arguments: ["", "3", "3.40", "3.40.1.2", "3.x.1"])
    func `what is no version is none`(_ text: String) {
        #expect(SQLiteVersion(text) == nil)
    }
}
