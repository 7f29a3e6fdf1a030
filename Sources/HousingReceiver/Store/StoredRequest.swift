import BlueButton
import GRDB
import OpenSSL
import Sovereignty

/// A request of ours, as it is kept.
struct StoredRequest: Sendable {
    enum State: String, Sendable {
        /// It waits for a package.
        case open
        /// A package was confirmed and has used it up.
        case used
        /// It ended without a confirmed one; its key is destroyed.
        case closed
    }

    /// The secret part of its address, and its name in the back office.
    let code: DocumentID
    /// The thumbprint of the key that packages are encrypted to.
    let keyID: String
    /// PKCS #8 in PEM; nil once destroyed.
    let privateKey: String?
    let template: String
    let taxYear: Int
    /// What the corporation calls the applicant.
    let reference: String
    let text: String
    let hash: DocumentHash
    let nonce: String
    let directory: DocumentHash
    let createdAt: UnixTime
    let expires: UnixTime
    let state: State
}

extension StoredRequest {
    init(reading row: Row) throws {
        guard let state = State(rawValue: row["state"]) else {
            throw StoreError(.unusable, "expected a state that this program knows")
        }
        self.init(
            code: try DocumentID(row["code"]), keyID: row["key_id"],
            privateKey: row["private_key"], template: row["template"], taxYear: row["tax_year"],
            reference: row["reference"], text: row["text"], hash: try DocumentHash(row["hash"]),
            nonce: row["nonce"], directory: try DocumentHash(row["directory"]),
            createdAt: UnixTime(seconds: row["created_at"]),
            expires: UnixTime(seconds: row["expires"]), state: state)
    }

    func insert(into db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO requests (
                    code, key_id, private_key, template, tax_year, reference, text, hash, nonce,
                    directory, created_at, expires, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                code.text, keyID, privateKey, template, taxYear, reference, text, hash.text,
                nonce, directory.text, createdAt.seconds, expires.seconds, state.rawValue,
            ])
    }
}
