import BlueButton
import Foundation
import GRDB
import OpenSSL
import Sovereignty
import TestKit
import Testing
import TransparencyLog

@testable import StoreSQLite

/// The access log in SQLite.
struct LogTests {
    static func signer(_ name: String = "log.example/test", seed: UInt8 = 1) throws -> NoteSigner {
        NoteSigner(
            name: try NoteName(name),
            key: try Ed25519PrivateKey(seed: [UInt8](repeating: seed, count: 32)))
    }

    static func entry(_ number: Int) throws -> LogEntry {
        LogEntry(
            time: Sample.time, event: .query, actor: try OIN("00000099000000000020"),
            document: DocumentHash(ofCharacters: "mandate \(number)"))
    }

    /// A database of its own, and a log over it.
    static func open(
        _ folder: TemporaryFolder, signer: NoteSigner? = nil
    ) async throws -> (database: SQLiteDatabase, log: SQLiteLog) {
        let database = try SQLiteDatabase(
            folder: folder.path, form: ServiceStore.form)
        let log = SQLiteLog(database: database, signer: try signer ?? Self.signer())
        try await log.check()
        return (database, log)
    }

    @Test func `an empty log has a checkpoint, and it stays the same`() async throws {
        let (_, log) = try await Self.open(TemporaryFolder())
        let checkpoint = try await log.checkpoint()
        #expect(checkpoint.size == 0 && checkpoint.root == .emptyRoot)
        try await log.check()
        #expect(try await log.checkpoint() == checkpoint)
    }

    @Test func `each entry is proven to its citizen, newest first, in pages`() async throws {
        let (_, log) = try await Self.open(TemporaryFolder())
        for number in 0..<23 {
            try await log.append(Self.entry(number), subject: number % 3 == 0 ? "a" : "b")
        }
        var (found, before): ([UInt64], UInt64?) = ([], nil)
        repeat {
            let page = try await log.entries(subject: "a", before: before, limit: 3)
            for entry in page.entries {
                let index = entry.proof.index
                #expect(try entry.record.entry == Self.entry(Int(index)))
                try page.checkpoint.verify(
                    leaf: entry.record.leaf.hash, at: index, proof: entry.proof.hashes)
                found.append(index)
            }
            before = page.next
        } while before != nil
        #expect(found == [21, 18, 15, 12, 9, 6, 3, 0])
        #expect(try await log.entries(subject: "c", before: nil, limit: 3).entries.isEmpty)
    }

    @Test func `every checkpoint continues every earlier one`() async throws {
        let (_, log) = try await Self.open(TemporaryFolder())
        var seen = [try await log.checkpoint()]
        for number in 0..<12 {
            try await log.append(Self.entry(number), subject: "a")
            seen.append(try await log.checkpoint())
        }
        for (place, later) in seen.enumerated() {
            for earlier in seen[...place] {
                let proof = try #require(
                    try await log.consistencyProof(from: earlier.size, to: later.size))
                try later.verify(continues: earlier, proof: proof.hashes)
            }
        }
        #expect(try await log.consistencyProof(from: 0, to: 13) == nil)
        #expect(try await log.consistencyProof(from: 3, to: 2) == nil)
    }

    @Test func `appends that wait are committed in groups, none is lost`() async throws {
        let (_, log) = try await Self.open(TemporaryFolder())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<600 {
                group.addTask { try await log.append(Self.entry(number), subject: "a") }
            }
            try await group.waitForAll()
        }
        let page = try await log.entries(subject: "a", before: nil, limit: 1000)
        #expect(page.checkpoint.size == 600)
        #expect(Set(page.entries.map(\.record.entry.document)).count == 600)
        #expect(log.group.groups < 300)
        for entry in page.entries {
            try page.checkpoint.verify(
                leaf: entry.record.leaf.hash, at: entry.proof.index, proof: entry.proof.hashes)
        }
    }

    @Test func `a write that fails leaves no leaf and takes no other with it`() async throws {
        let (database, log) = try await Self.open(TemporaryFolder())
        struct Trouble: Error {}
        async let failing = code {
            try await log.group.write { _, transaction in
                try transaction.append(
                    LogRecord(committingTo: Self.entry(0)), subject: "a")
                throw Trouble()
            }
        }
        async let good: Void = log.append(Self.entry(1), subject: "a")
        #expect(await failing == .unavailable)
        try await good
        let page = try await log.entries(subject: "a", before: nil, limit: 10)
        #expect(try page.entries.map(\.record.entry) == [Self.entry(1)])
        #expect(page.checkpoint.size == 1)
        let leaves = try await database.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM log_leaves")
        }
        #expect(leaves == 1)
    }

    @Test func `a log that cannot be written acknowledges nothing`() async throws {
        let (database, log) = try await Self.open(TemporaryFolder())
        try await log.append(Self.entry(0), subject: "a")
        for table in ["log_leaves", "log_nodes"] {
            try await database.write { db in
                try db.execute(
                    sql: """
                        CREATE TRIGGER broken BEFORE INSERT ON \(table)
                        BEGIN SELECT RAISE(ABORT, 'no'); END
                        """)
            }
            #expect(
                await code { try await log.append(Self.entry(1), subject: "a") }
                    == .logUnavailable)
            try await database.write { db in try db.execute(sql: "DROP TRIGGER broken") }
        }
        #expect(try await log.checkpoint().size == 1)
        try await log.append(Self.entry(1), subject: "a")
        #expect(try await log.checkpoint().size == 2)
    }

    @Test func `erasing destroys entry, key and citizen, and leaves the tree whole`() async throws {
        let folder = TemporaryFolder()
        let (database, log) = try await Self.open(folder)
        for number in 0..<5 { try await log.append(Self.entry(number), subject: "citizen-x") }
        let before = try await log.entries(subject: "citizen-x", before: nil, limit: 10)
        let erased = try #require(before.entries.first { $0.proof.index == 2 })
        try await log.erase(2, subject: "citizen-x")
        let after = try await log.entries(subject: "citizen-x", before: nil, limit: 10)
        #expect(after.entries.map(\.proof.index) == [4, 3, 1, 0])
        #expect(after.checkpoint == before.checkpoint)
        let emptied = try await database.read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM log_leaves
                    WHERE idx = 2 AND entry IS NULL AND key IS NULL AND subject IS NULL
                    """)
        }
        #expect(emptied == 1)
        // Neither the database nor its write-ahead log has the key any more.
        for name in ["service.sqlite", "service.sqlite-wal"] {
            let bytes = FileManager.default.contents(atPath: "\(folder.path)/\(name)") ?? Data()
            #expect(bytes.range(of: Data(erased.record.key.bytes)) == nil)
        }
        try await log.append(Self.entry(9), subject: "citizen-x")
        #expect(try await log.checkpoint().size == 6)
        try await log.check()
    }

    @Test func `nobody erases another's entry, one that is not there, or one twice`() async throws {
        let (_, log) = try await Self.open(TemporaryFolder())
        try await log.append(Self.entry(0), subject: "a")
        #expect(await code { try await log.erase(0, subject: "b") } == .missing)
        #expect(await code { try await log.erase(1, subject: "a") } == .missing)
        #expect(await code { try await log.erase(.max, subject: "a") } == .missing)
        try await log.erase(0, subject: "a")
        #expect(await code { try await log.erase(0, subject: "a") } == .missing)
    }

    @Test(arguments: [
        "DELETE FROM log_leaves", "DELETE FROM log_nodes", "DELETE FROM log_checkpoint",
        "UPDATE log_leaves SET commitment = zeroblob(32)", "UPDATE log_leaves SET idx = idx + 9",
        "UPDATE log_leaves SET entry = '{\"actor\":1}'", "UPDATE log_leaves SET key = NULL",
        "UPDATE log_leaves SET subject = NULL", "UPDATE log_nodes SET hash = zeroblob(32)",
        "UPDATE log_checkpoint SET size = size - 1", "UPDATE log_checkpoint SET note = 'x'",
        "INSERT INTO log_checkpoint VALUES (2, 9, 'x')",
        "INSERT INTO log_leaves VALUES (9, zeroblob(31), NULL, NULL, NULL)",
        "INSERT INTO log_leaves VALUES (9, zeroblob(32), NULL, NULL, '999993653')",
        "INSERT INTO log_nodes VALUES (9, 9, zeroblob(33))",
    ])
    func `the schema refuses to change what was logged`(sql: String) async throws {
        let (database, log) = try await Self.open(TemporaryFolder())
        try await log.append(Self.entry(0), subject: "a")
        try await log.append(Self.entry(1), subject: "a")
        #expect(await code { try await database.write { try $0.execute(sql: sql) } } == .conflict)
        try await log.check()
    }

    @Test func `a log under another key or name is not gone on with`() async throws {
        let folder = TemporaryFolder()
        let (database, log) = try await Self.open(folder)
        try await log.append(Self.entry(0), subject: "a")
        for signer in [try Self.signer(seed: 2), try Self.signer("log.example/other")] {
            let other = SQLiteLog(database: database, signer: signer)
            #expect(await code { try await other.check() } == .unusable)
            #expect(
                await code { try await other.append(Self.entry(1), subject: "a") }
                    == .logUnavailable)
        }
    }

    @Test func `a checkpoint that was put under a log at work is verified, not believed`()
        async throws
    {
        let (database, log) = try await Self.open(TemporaryFolder())
        try await log.append(Self.entry(0), subject: "a")
        let own = try await log.checkpoint()
        let forged = try Checkpoint(
            size: own.size, root: own.root, signedBy: Self.signer(seed: 2))
        func put(_ note: String) async throws {
            try await database.write { db in
                let triggers = try String.fetchAll(
                    db,
                    sql: """
                        SELECT name FROM sqlite_master
                        WHERE type = 'trigger' AND tbl_name = 'log_checkpoint'
                        """)
                for name in triggers { try db.execute(sql: "DROP TRIGGER \(name)") }
                try db.execute(sql: "UPDATE log_checkpoint SET note = ?", arguments: [note])
            }
        }
        try await put(forged.note)
        #expect(await code { _ = try await log.checkpoint() } == .unusable)
        #expect(
            await code { try await log.append(Self.entry(1), subject: "a") } == .logUnavailable)
        try await put(own.note + " ")
        #expect(await code { _ = try await log.checkpoint() } == .unusable)
        try await put(own.note)
        #expect(try await log.checkpoint() == own)
    }

    @Test func `a log goes on after a restart`() async throws {
        let folder = TemporaryFolder()
        var earlier: Checkpoint?
        for round in 0..<4 {
            let (_, log) = try await Self.open(folder)
            let checkpoint = try await log.checkpoint()
            if let earlier {
                let proof = try #require(
                    try await log.consistencyProof(from: earlier.size, to: checkpoint.size))
                try checkpoint.verify(continues: earlier, proof: proof.hashes)
            }
            for number in 0..<3 { try await log.append(Self.entry(number), subject: "a") }
            earlier = try await log.checkpoint()
            #expect(earlier?.size == UInt64(3 * round + 3))
        }
    }
}
