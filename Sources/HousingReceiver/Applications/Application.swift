import BlueButton
import GRDB
import IncomeRules
import OpenSSL
import Sovereignty

/// A household that applies for a home: every adult is asked apart, and judged together.
struct Application: Sendable {
    let id: DocumentID
    let template: String
    let taxYear: Int
    let household: Household
    /// Whether an adult has reached the AOW age, as the corporation says.
    let isElderly: Bool
    /// What the corporation calls the application.
    let reference: String
    let createdAt: UnixTime
}

/// The request to one adult, and the package that answers it.
struct ApplicationAdult: Sendable {
    let request: StoredRequest
    /// The confirmed one; nil while there is none, or once its data is deleted.
    let package: DocumentID?
}

extension Application {
    init(reading row: Row) throws {
        guard let household = Household(rawValue: row["household"]) else {
            throw StoreError(.unusable, "expected a household that this program knows")
        }
        self.init(
            id: try DocumentID(row["id"]), template: row["template"], taxYear: row["tax_year"],
            household: household, isElderly: row["is_elderly"], reference: row["reference"],
            createdAt: UnixTime(seconds: row["created_at"]))
    }

    func insert(into db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO applications (
                    id, template, tax_year, household, is_elderly, reference, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id.text, template, taxYear, household.rawValue, isElderly, reference,
                createdAt.seconds,
            ])
    }
}
