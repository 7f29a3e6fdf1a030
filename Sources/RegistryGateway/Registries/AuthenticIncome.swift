import BlueButton
import StrictJSON

/// One income of one tax year, as the Basisregistratie Inkomen has it.
struct AuthenticIncome: Sendable {
    let year: Int
    let kind: IncomeClaim.Kind
    /// Whole euros; negative is possible.
    let amount: Int64
    let status: String?
    let establishedOn: String?
    /// Whether the registry marks it as in onderzoek.
    let isDisputed: Bool

    init(
        year: Int, kind: IncomeClaim.Kind, amount: Int64, status: String?,
        establishedOn: String?, isDisputed: Bool
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
        guard let kind = IncomeClaim.Kind(rawValue: try reader.string("soort")) else {
            throw reader.fail("'soort' to be verzamelinkomen or belastbaarLoon")
        }
        self.kind = kind
        amount = try reader.integer("bedrag")
        status = reader.text("status")
        let date = try reader.optionalString("vaststellingsdatum")
        establishedOn = date.flatMap { PartialDate.isWellFormed($0) ? $0 : nil }
        isDisputed = (reader["inOnderzoek"]?.value ?? false) != false
    }

    /// The claim `inkomen-YYYY`: the amount with everything that qualifies it.
    var claim: IncomeClaim {
        IncomeClaim(
            belastingjaar: year, soort: kind, bedrag: amount, status: status,
            vaststellingsdatum: establishedOn, inOnderzoek: isDisputed)
    }
}
