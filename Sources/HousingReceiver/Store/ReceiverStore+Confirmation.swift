import BlueButton
import GRDB
import OpenSSL
import Sovereignty
import StoreSQLite

extension ReceiverStore {
    /// The package that a code was given for.
    func package(codeHash: DocumentHash) async throws(StoreError) -> StoredPackage? {
        try await database.read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM packages WHERE response_code_hash = ?",
                arguments: [codeHash.text]
            ).map { try StoredPackage(reading: $0) }
        }
    }

    /// Confirms a waiting package: it uses its request up, and whatever else waits for that request
    /// is deleted, in one transaction. Confirming what is in use already changes nothing.
    ///
    /// - Returns: the package as it is now; nil where it cannot be confirmed (any more).
    func confirm(
        _ consent: DocumentID, at time: UnixTime
    ) async throws(StoreError) -> StoredPackage? {
        let confirmed = try await database.write { db -> StoredPackage? in
            guard let package = try Self.package(consent, in: db) else { return nil }
            if package.state == .confirmed { return package }
            guard let next = package.state.after(.citizenConfirms) else { return nil }
            try db.execute(
                sql: """
                    UPDATE requests SET state = 'used'
                    WHERE code = ? AND state = 'open' AND expires > ?
                    """,
                arguments: [package.request.text, time.seconds])
            guard db.changesCount == 1 else { return nil }
            let others = try String.fetchAll(
                db,
                sql: """
                    SELECT consent_id FROM packages
                    WHERE request = ? AND state = 'waiting' AND consent_id <> ?
                    """,
                arguments: [package.request.text, consent.text])
            try Self.deleteData(of: others, by: .requestIsGone, in: db)
            try db.execute(
                sql: "UPDATE packages SET state = ?, response_code = NULL WHERE consent_id = ?",
                arguments: [next.rawValue, consent.text])
            return try Self.package(consent, in: db)
        }
        if confirmed != nil { await database.emptyLog() }
        return confirmed
    }
}
