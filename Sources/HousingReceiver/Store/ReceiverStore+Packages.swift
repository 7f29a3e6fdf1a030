import BlueButton
import GRDB
import OpenSSL
import Sovereignty
import StoreSQLite
import StrictJSON

/// What came of storing a verified package.
enum Acceptance: Sendable {
    /// It is stored, and waits for its confirmation.
    case stored
    /// The identical package was stored before.
    case same(StoredPackage)
    /// Another package of the same consent was stored before.
    case consentTaken
    /// A confirmed package has used the request up.
    case requestUsed
    /// The request ended.
    case requestEnded
    /// The consent was withdrawn.
    case withdrawn
    /// As many packages as may wait for this request wait already.
    case tooManyWaiting
}

extension ReceiverStore {
    /// How many packages wait for the confirmation of one request at most: each is someone who
    /// logged in, and one of them counts in the end.
    static let waitingLimit = 8

    /// Stores a verified package with what it disclosed, waiting for its confirmation, and only
    /// where its request is open and no withdrawal of its consent is there: in one transaction.
    ///
    /// - Parameter revocationLists: in PEM, as the package was judged by.
    func accept(
        _ package: StoredPackage, claims: [DisclosedClaim], revocationLists: String
    ) async throws(StoreError) -> Acceptance {
        try await database.write { db in
            let withdrawals = try KeptWithdrawal.of(package.consentID, in: db)
            if withdrawals.contains(where: {
                $0.ends(
                    consent: package.consentHash, holderKey: package.holderKey,
                    service: package.service)
            }) {
                return .withdrawn
            }
            if let stored = try Self.package(hash: package.packageHash, in: db) {
                return stored.state == .withdrawn ? .withdrawn : .same(stored)
            }
            switch try Self.request(package.request, in: db)?.state {
            case .open: break
            case .used: return .requestUsed
            case .closed, nil: return .requestEnded
            }
            guard try Self.package(package.consentID, in: db) == nil else { return .consentTaken }
            let waiting = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM packages WHERE request = ? AND state = 'waiting'",
                arguments: [package.request.text])
            guard (waiting ?? 0) < Self.waitingLimit else { return .tooManyWaiting }
            try db.execute(
                sql: """
                    INSERT INTO revocation_lists (hash, pem) VALUES (?, ?)
                    ON CONFLICT (hash) DO NOTHING
                    """,
                arguments: [package.revocationLists, revocationLists])
            try package.insert(into: db)
            for (place, claim) in claims.enumerated() {
                try db.execute(
                    sql: """
                        INSERT INTO disclosed_claims (consent_id, place, type, name, value)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        package.consentID.text, place, claim.type, claim.name, claim.value.text,
                    ])
            }
            return .stored
        }
    }

    /// The package of a consent.
    func package(_ consent: DocumentID) async throws(StoreError) -> StoredPackage? {
        try await database.read { db in try Self.package(consent, in: db) }
    }

    /// The package with this hash.
    func package(hash: DocumentHash) async throws(StoreError) -> StoredPackage? {
        try await database.read { db in try Self.package(hash: hash, in: db) }
    }

    /// The newest packages.
    func packages(limit: Int) async throws(StoreError) -> [StoredPackage] {
        try await database.read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM packages ORDER BY received_at DESC, rowid DESC LIMIT ?",
                arguments: [limit]
            ).map { try StoredPackage(reading: $0) }
        }
    }

    /// What a confirmed package disclosed; empty before its confirmation and once it is deleted.
    func claims(of consent: DocumentID) async throws(StoreError) -> [DisclosedClaim] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT disclosed_claims.* FROM disclosed_claims
                    JOIN packages USING (consent_id)
                    WHERE consent_id = ? AND state = 'confirmed' ORDER BY place
                    """,
                arguments: [consent.text]
            ).map { row in
                let value = try JSONValue.parse(row["value"] as String, maximumBytes: 1 << 20)
                return DisclosedClaim(type: row["type"], name: row["name"], value: value)
            }
        }
    }

    /// The revocation lists by which a package was judged, in PEM.
    func revocationLists(_ hash: String) async throws(StoreError) -> String? {
        try await database.read { db in
            try String.fetchOne(
                db, sql: "SELECT pem FROM revocation_lists WHERE hash = ?", arguments: [hash])
        }
    }

    static func package(_ consent: DocumentID, in db: Database) throws -> StoredPackage? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM packages WHERE consent_id = ?", arguments: [consent.text]
        ).map { try StoredPackage(reading: $0) }
    }

    static func request(_ code: DocumentID, in db: Database) throws -> StoredRequest? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM requests WHERE code = ?", arguments: [code.text]
        ).map { try StoredRequest(reading: $0) }
    }

    private static func package(hash: DocumentHash, in db: Database) throws -> StoredPackage? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM packages WHERE package_hash = ?", arguments: [hash.text]
        ).map { try StoredPackage(reading: $0) }
    }
}
