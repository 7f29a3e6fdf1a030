public import StrictJSON

/// A claim `onder-LIMIT` of `urn:nl:blauweknop:bri:1`: whether an income is at most an amount.
///
/// It tells nothing else of the income.
public struct LimitClaim: Hashable, Sendable {
    /// The limit's name, which the claim's name repeats, such as `daeb-2026-eenpersoons`.
    public let limit: String
    /// Whole euros; an income of exactly this much is under the limit.
    public let amount: Int64
    /// The tax year of the income that was compared.
    public let belastingjaar: Int
    /// Whether the income was raised to the limit's year first.
    public let indexed: Bool
    public let under: Bool
    /// The version of the file of limits.
    public let limitsVersion: String

    public init(
        limit: String, amount: Int64, belastingjaar: Int, indexed: Bool, under: Bool,
        limitsVersion: String
    ) {
        self.limit = limit
        self.amount = amount
        self.belastingjaar = belastingjaar
        self.indexed = indexed
        self.under = under
        self.limitsVersion = limitsVersion
    }

    /// Reads a claim's value.
    ///
    /// - Throws: `JSONShapeError` where a member is missing or of another type.
    public init(reading reader: JSONReader) throws {
        limit = try reader.string("limit")
        amount = try reader.integer("amount")
        belastingjaar = try reader.taxYear("belastingjaar")
        indexed = try reader.bool("indexed")
        under = try reader.bool("under")
        limitsVersion = try reader.string("limits_version")
        guard amount > 0 else { throw reader.fail("'amount' above 0") }
        guard limitsVersion.isIdentifier else { throw reader.fail("a version of the limits") }
    }

    /// The name of the claim about a limit.
    public static func name(_ limit: String) -> String { "onder-\(limit)" }

    public var json: JSONValue {
        [
            "limit": .string(limit), "amount": .integer(amount),
            "belastingjaar": .integer(Int64(belastingjaar)), "indexed": .bool(indexed),
            "under": .bool(under), "limits_version": .string(limitsVersion),
        ]
    }
}
