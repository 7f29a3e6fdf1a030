import BlueButton
import GRDB
import JOSE
import OpenSSL

/// A withdrawal as it is kept: also of a consent that is not known yet.
struct KeptWithdrawal: Sendable {
    let hash: DocumentHash
    let consentID: DocumentID
    let consentHash: DocumentHash
    /// Who withdrew: `holder:` and a thumbprint, or `service:` and an OIN.
    let signer: String
    let text: String
    let receivedAt: UnixTime
    /// The deletion receipt; nil while the consent is not known.
    let receipt: String?

    init(_ withdrawal: Withdrawal, receivedAt: UnixTime, receipt: String?) {
        hash = withdrawal.hash
        consentID = withdrawal.consentID
        consentHash = withdrawal.consent
        signer = Self.signer(withdrawal.signer)
        text = withdrawal.text
        self.receivedAt = receivedAt
        self.receipt = receipt
    }

    init(reading row: Row) throws {
        hash = try DocumentHash(row["hash"])
        consentID = try DocumentID(row["consent_id"])
        consentHash = try DocumentHash(row["consent_hash"])
        signer = row["signer"]
        text = row["text"]
        receivedAt = UnixTime(seconds: row["received_at"])
        receipt = row["receipt"]
    }

    /// Whether it ends this consent: it names it, and comes from its key or its service.
    func ends(consent: DocumentHash, holderKey: String, service: OIN) -> Bool {
        consentHash == consent
            && (signer == "holder:\(holderKey)" || signer == "service:\(service.digits)")
    }

    var isByService: Bool { signer.hasPrefix("service:") }

    private static func signer(_ signer: Withdrawal.Signer) -> String {
        switch signer {
        case .holder(let key): "holder:\(key.thumbprint)"
        case .service(let oin): "service:\(oin.digits)"
        }
    }

    static func of(_ consent: DocumentID, in db: Database) throws -> [KeptWithdrawal] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM withdrawals WHERE consent_id = ?", arguments: [consent.text]
        ).map { try KeptWithdrawal(reading: $0) }
    }

    func insert(into db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO withdrawals (
                    hash, consent_id, consent_hash, signer, text, received_at, receipt)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (hash) DO UPDATE SET receipt = coalesce(receipt, excluded.receipt)
                """,
            arguments: [
                hash.text, consentID.text, consentHash.text, signer, text, receivedAt.seconds,
                receipt,
            ])
    }
}
