import BlueButton
import StrictJSON

/// One income of one tax year, as the Basisregistratie Inkomen has it.
struct AuthenticIncome: Sendable {
    let year: Int
    /// `verzamelinkomen` or `belastbaarLoon`.
    let kind: String
    /// Whole euros; negative is possible.
    let amount: Int64
    let status: JSONValue
    let establishedOn: String?
    /// Whether the registry marks it as in onderzoek.
    let isDisputed: Bool

    init(
        year: Int, kind: String, amount: Int64, status: JSONValue, establishedOn: String?,
        isDisputed: Bool
    ) {
        self.year = year
        self.kind = kind
        self.amount = amount
        self.status = status
        self.establishedOn = establishedOn
        self.isDisputed = isDisputed
    }

    /// Reads an income of the registry's answer.
    init(reading reader: JSONReader) throws {
        guard let year = Int(exactly: try reader.integer("belastingjaar")) else {
            throw reader.fail("a tax year")
        }
        self.year = year
        kind = try reader.string("soort")
        amount = try reader.integer("bedrag")
        status = reader["status"]?.value ?? .null
        let date = try reader.optionalString("vaststellingsdatum")
        establishedOn = date.flatMap { PartialDate.isWellFormed($0) ? $0 : nil }
        isDisputed = (reader["inOnderzoek"]?.value ?? false) != false
    }

    /// The claim `inkomen-YYYY`: the amount with everything that qualifies it.
    var claim: JSONValue {
        [
            "belastingjaar": .integer(Int64(year)), "soort": .string(kind),
            "bedrag": .integer(amount), "status": status,
            "vaststellingsdatum": establishedOn.map { .string($0) } ?? .null,
            "inOnderzoek": .bool(isDisputed),
        ]
    }
}
