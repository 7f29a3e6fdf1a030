public import StrictJSON

/// A claim `inkomen-YYYY` of `urn:nl:blauweknop:bri:1`: the income with all that qualifies it.
public struct IncomeClaim: Hashable, Sendable {
    /// What kind of income is the authentic one of that year.
    public enum Kind: String, Sendable, CaseIterable {
        case verzamelinkomen
        case belastbaarLoon
    }

    /// The tax year, which the claim's name repeats.
    public let belastingjaar: Int
    public let soort: Kind
    /// Whole euros; negative is possible.
    public let bedrag: Int64
    public let status: String?
    /// `YYYY-MM-DD`, or as much of it as the register knows.
    public let vaststellingsdatum: String?
    /// Whether the income is disputed.
    public let inOnderzoek: Bool

    public init(
        belastingjaar: Int, soort: Kind, bedrag: Int64, status: String?,
        vaststellingsdatum: String?, inOnderzoek: Bool
    ) {
        self.belastingjaar = belastingjaar
        self.soort = soort
        self.bedrag = bedrag
        self.status = status
        self.vaststellingsdatum = vaststellingsdatum
        self.inOnderzoek = inOnderzoek
    }

    /// Reads a claim's value.
    ///
    /// - Throws: `JSONShapeError` where a member is missing or of another type.
    public init(reading reader: JSONReader) throws {
        belastingjaar = try reader.taxYear("belastingjaar")
        guard let kind = Kind(rawValue: try reader.string("soort")) else {
            throw reader.fail("'soort' to be verzamelinkomen or belastbaarLoon")
        }
        soort = kind
        bedrag = try reader.integer("bedrag")
        status = try reader.nullableString("status")
        vaststellingsdatum = try reader.nullableDate("vaststellingsdatum")
        inOnderzoek = try reader.bool("inOnderzoek")
    }

    /// The name of the claim of a tax year.
    public static func name(_ year: Int) -> String { "inkomen-\(year)" }

    public var json: JSONValue {
        [
            "belastingjaar": .integer(Int64(belastingjaar)), "soort": .string(soort.rawValue),
            "bedrag": .integer(bedrag), "status": .nullable(status),
            "vaststellingsdatum": .nullable(vaststellingsdatum),
            "inOnderzoek": .bool(inOnderzoek),
        ]
    }
}

extension JSONReader {
    /// Reads a tax year of four digits.
    func taxYear(_ name: String) throws -> Int {
        guard let year = Int(exactly: try integer(name)), (1000...9999).contains(year) else {
            throw fail("'\(name)' to be a year of four digits")
        }
        return year
    }
}
