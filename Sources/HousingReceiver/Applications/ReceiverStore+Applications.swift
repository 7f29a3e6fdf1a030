import BlueButton
import GRDB
import Sovereignty
import StoreSQLite

extension ReceiverStore {
    /// Adds an application with its requests: all or none.
    func add(
        _ application: Application, requests: [StoredRequest]
    ) async throws(StoreError) {
        try await database.write { db in
            try application.insert(into: db)
            for (place, request) in requests.enumerated() {
                try request.insert(into: db)
                try db.execute(
                    sql: """
                        INSERT INTO application_requests (application, place, request)
                        VALUES (?, ?, ?)
                        """,
                    arguments: [application.id.text, place, request.code.text])
            }
        }
    }

    /// The newest applications.
    func applications(limit: Int) async throws(StoreError) -> [Application] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM applications ORDER BY created_at DESC, rowid DESC LIMIT ?",
                arguments: [limit]
            ).map { try Application(reading: $0) }
        }
    }

    func application(_ id: DocumentID) async throws(StoreError) -> Application? {
        try await database.read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM applications WHERE id = ?", arguments: [id.text]
            ).map { try Application(reading: $0) }
        }
    }

    /// The adults of an application in the order in which they were asked.
    func adults(of application: DocumentID) async throws(StoreError) -> [ApplicationAdult] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT requests.*, consent_id FROM application_requests
                    JOIN requests ON code = application_requests.request
                    LEFT JOIN packages
                        ON packages.request = code AND packages.state = 'confirmed'
                    WHERE application = ? ORDER BY place
                    """,
                arguments: [application.text]
            ).map { row in
                ApplicationAdult(
                    request: try StoredRequest(reading: row),
                    package: try (row["consent_id"] as String?).map { try DocumentID($0) })
            }
        }
    }
}
