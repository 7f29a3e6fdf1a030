package import BlueButton
import GRDB
package import Logging
package import OpenSSL
package import Sovereignty
package import TransparencyLog

/// The service's memory in SQLite: directories, holder keys, releases and withdrawals.
///
/// Every change of state is one conditional update in one transaction that names the state it
/// leaves; `ReleaseState` says which steps there are, the schema which rows there can be.
package struct ServiceStore: Store {
    private let database: SQLiteDatabase

    /// Opens the store of a data folder.
    ///
    /// - Parameter logger: is told what whoever runs the program should know of this SQLite.
    /// - Throws: as `SQLiteDatabase`.
    package init(folder: String, logger: Logger? = nil) throws(StoreError) {
        database = try SQLiteDatabase(
            folder: folder, name: "service", schema: ServiceSchema.steps)
        if let warning = database.versionWarning { logger?.notice("\(warning)") }
    }

    /// The access log in the same database.
    package func accessLog(signer: NoteSigner) -> SQLiteLog {
        SQLiteLog(database: database, signer: signer)
    }

    // MARK: Directories

    package func keep(directory: Directory) async throws(StoreError) {
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO directories (hash, version, text) VALUES (?, ?, ?)
                    ON CONFLICT (hash) DO NOTHING
                    """,
                arguments: [directory.hash.text, directory.version, directory.text])
        }
    }

    package func directory(_ hash: DocumentHash) async throws(StoreError) -> String? {
        try await database.read { db in
            try String.fetchOne(
                db, sql: "SELECT text FROM directories WHERE hash = ?", arguments: [hash.text])
        }
    }

    package func highestDirectoryVersion() async throws(StoreError) -> Int64 {
        try await database.read { db in
            try Int64.fetchOne(db, sql: "SELECT max(version) FROM directories") ?? 0
        }
    }

    // MARK: Holder keys

    package func remember(
        holderKey thumbprint: String, subject: String, until: UnixTime
    ) async throws(StoreError) {
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO holder_keys (thumbprint, subject, until) VALUES (?, ?, ?)
                    ON CONFLICT (thumbprint, subject) DO UPDATE SET until = max(until, excluded.until)
                    """,
                arguments: [thumbprint, subject, until.seconds])
        }
    }

    package func knows(
        holderKey thumbprint: String, subject: String, at time: UnixTime
    ) async throws(StoreError) -> Bool {
        try await database.read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM holder_keys
                        WHERE thumbprint = ? AND subject = ? AND until > ?)
                    """,
                arguments: [thumbprint, subject, time.seconds]) ?? false
        }
    }

    // MARK: Releases

    package func add(_ release: StoredRelease) async throws(StoreError) -> StoredRelease {
        guard release.state == .registered else {
            throw StoreError(.conflict, "expected a new release to be registered, no more")
        }
        return try await database.write { db in
            guard let stored = try StoredRelease.find(release.consentID, in: db) else {
                try release.insert(into: db)
                return release
            }
            guard stored.isSame(as: release) else {
                throw StoreError(.conflict, "expected one release per consent")
            }
            return stored
        }
    }

    package func release(
        _ consent: DocumentID, subject: String
    ) async throws(StoreError) -> StoredRelease? {
        try await database.read { db in
            try StoredRelease.find(consent, in: db).flatMap { $0.subject == subject ? $0 : nil }
        }
    }

    package func releases(
        subject: String, limit: Int
    ) async throws(StoreError) -> [StoredRelease] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM releases WHERE subject = ?
                    ORDER BY stored_at DESC, rowid DESC LIMIT ?
                    """,
                arguments: [subject, limit]
            ).map { try StoredRelease(reading: $0) }
        }
    }

    package func pendingReleases(limit: Int) async throws(StoreError) -> [StoredRelease] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM releases WHERE state IN ('registered', 'delivering')
                    ORDER BY stored_at, rowid LIMIT ?
                    """,
                arguments: [limit]
            ).map { try StoredRelease(reading: $0) }
        }
    }

    package func move(
        _ consent: DocumentID, from state: ReleaseState, to next: ReleaseState,
        changes: ReleaseChanges
    ) async throws(StoreError) -> Bool {
        try Self.checkStep(from: state, to: next)
        return try await database.write { db in
            try db.execute(
                sql: """
                    UPDATE releases SET
                        state = ?,
                        registration = coalesce(?, registration),
                        receipt = coalesce(?, receipt),
                        redirect = coalesce(?, redirect),
                        refusal = coalesce(?, refusal),
                        package = iif(?, NULL, package)
                    WHERE consent_id = ? AND state = ?
                    """,
                arguments: [
                    next.rawValue, changes.registration, changes.receipt, changes.redirect,
                    changes.refusal, changes.dropsPackage, consent.text, state.rawValue,
                ])
            if db.changesCount == 1 { return true }
            guard try StoredRelease.find(consent, in: db) != nil else { throw Self.missing }
            return false
        }
    }

    package func withdraw(
        _ consent: DocumentID, withdrawal: String, at time: UnixTime
    ) async throws(StoreError) -> ReleaseState {
        try await database.write { db in
            guard let release = try StoredRelease.find(consent, in: db) else { throw Self.missing }
            // The first one counts; a second finds the release withdrawn already.
            try db.execute(
                sql: """
                    INSERT INTO withdrawals (consent_id, text, received_at) VALUES (?, ?, ?)
                    ON CONFLICT (consent_id) DO NOTHING
                    """,
                arguments: [consent.text, withdrawal, time.seconds])
            guard let next = release.state.after(.citizenWithdraws) else { return release.state }
            try db.execute(
                sql: "UPDATE releases SET state = ?, package = NULL WHERE consent_id = ?",
                arguments: [next.rawValue, consent.text])
            return next
        }
    }

    private static let missing = StoreError(.missing, "expected a release of this consent")

    /// Demands a step that an event other than a withdrawal makes: those go by `withdraw` alone.
    private static func checkStep(
        from state: ReleaseState, to next: ReleaseState
    ) throws(StoreError) {
        let events = ReleaseState.Event.allCases.filter { $0 != .citizenWithdraws }
        guard events.contains(where: { state.after($0) == next }) else {
            throw StoreError(.conflict, "expected a step that a release can take")
        }
    }
}
