import BlueButton
import GRDB
import OpenSSL
import Sovereignty
import StoreSQLite

/// What came of a withdrawal.
enum WithdrawalOutcome: Sendable {
    /// The data is deleted; the deletion receipt, the same one for the same withdrawal.
    case deleted(receipt: String)
    /// The consent is not known; the withdrawal is kept for when its package comes.
    case kept
}

extension ReceiverStore {
    /// How many withdrawals of unknown consents are kept that anyone may have signed.
    private static let unknownLimit = 100_000

    /// Keeps a withdrawal of a consent that is not known, unless it has become known meanwhile.
    ///
    /// - Throws: `unavailable` where too many such withdrawals are kept already.
    func keepUnknown(_ withdrawal: KeptWithdrawal) async throws(StoreError) -> Bool {
        try await database.write { db in
            guard try Self.package(withdrawal.consentID, in: db) == nil else { return false }
            let kept = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM withdrawals WHERE receipt IS NULL")
            // The service's own are always kept: strangers cannot make them.
            guard withdrawal.isByService || (kept ?? 0) < Self.unknownLimit else {
                throw StoreError(.unavailable, "expected room for withdrawals to be kept")
            }
            try withdrawal.insert(into: db)
            return true
        }
    }

    /// Deletes what a withdrawn consent gave, and keeps withdrawal and receipt, in one transaction.
    ///
    /// - Returns: the deletion receipt that counts: the earlier one for the same withdrawal.
    func delete(_ withdrawal: KeptWithdrawal) async throws(StoreError) -> String {
        let receipt = try await database.write { db in
            try withdrawal.insert(into: db)
            try Self.deleteData(of: [withdrawal.consentID.text], by: .citizenWithdraws, in: db)
            return try String.fetchOne(
                db, sql: "SELECT receipt FROM withdrawals WHERE hash = ?",
                arguments: [withdrawal.hash.text])
        }
        await database.emptyLog()
        guard let receipt else {
            throw StoreError(.missing, "expected a withdrawal with its receipt")
        }
        return receipt
    }

    /// The deletion receipt that a withdrawal was answered with before.
    func receipt(ofWithdrawal hash: DocumentHash) async throws(StoreError) -> String? {
        try await database.read { db in
            try String.fetchOne(
                db, sql: "SELECT receipt FROM withdrawals WHERE hash = ?", arguments: [hash.text])
        }
    }

    /// Puts a deletion receipt with its timestamp in the place of the one without.
    ///
    /// - Returns: the receipt that counts: another one where it was replaced before.
    func replaceReceipt(
        ofWithdrawal hash: DocumentHash, _ receipt: String, with stamped: String
    ) async throws(StoreError) -> String {
        let kept = try await database.write { db in
            try db.execute(
                sql: "UPDATE withdrawals SET receipt = ? WHERE hash = ? AND receipt = ?",
                arguments: [stamped, hash.text, receipt])
            return try String.fetchOne(
                db, sql: "SELECT receipt FROM withdrawals WHERE hash = ?", arguments: [hash.text])
        }
        guard let kept else {
            throw StoreError(.missing, "expected a withdrawal with its receipt")
        }
        return kept
    }

    /// The withdrawals of a consent.
    func withdrawals(of consent: DocumentID) async throws(StoreError) -> [KeptWithdrawal] {
        try await database.read { db in try KeptWithdrawal.of(consent, in: db) }
    }

    /// Deletes claims and package, and destroys the key with which the package could be read; but
    /// where it was not confirmed the key stays as long as its request, for others to answer.
    static func deleteData(
        of consents: [String], by event: PackageState.Event, in db: Database
    ) throws {
        for consent in consents {
            let text = try String.fetchOne(
                db, sql: "SELECT state FROM packages WHERE consent_id = ?", arguments: [consent])
            guard let text, let next = try StoredPackage.state(text).after(event) else { continue }
            try db.execute(
                sql: "DELETE FROM disclosed_claims WHERE consent_id = ?", arguments: [consent])
            try db.execute(
                sql: """
                    UPDATE requests SET private_key = NULL
                    WHERE code = (SELECT request FROM packages
                        WHERE consent_id = ? AND state = 'confirmed')
                    """,
                arguments: [consent])
            try db.execute(
                sql: """
                    UPDATE packages SET state = ?, package = NULL, response_code = NULL
                    WHERE consent_id = ?
                    """,
                arguments: [next.rawValue, consent])
        }
    }
}
