import StrictJSON

/// One category of data that a source holds: category, counts and dates, never a value.
public struct Holding: Hashable, Sendable {
    /// One of the directory's categories of this source.
    public let category: String
    public let label: LocalizedText
    /// How many records.
    public let records: Int64
    /// Since when, `YYYY-MM-DD` or shorter; nil where unknown.
    public let since: String?
    /// When last changed; nil where unknown.
    public let updated: String?
    public let purpose: LocalizedText
    public let legalBasis: String
    /// How long it is kept, an ISO 8601 duration; nil for as long as the law says no end.
    public let retention: String?
    /// Who else gets it.
    public let recipients: [String]

    public init(
        category: String, label: LocalizedText, records: Int64, since: String?, updated: String?,
        purpose: LocalizedText, legalBasis: String, retention: String?, recipients: [String]
    ) {
        self.category = category
        self.label = label
        self.records = records
        self.since = since
        self.updated = updated
        self.purpose = purpose
        self.legalBasis = legalBasis
        self.retention = retention
        self.recipients = recipients
    }

    init(reading reader: JSONReader) throws {
        try reader.exactly([
            "category", "label", "records", "since", "updated", "purpose", "legal_basis",
            "retention", "recipients",
        ])
        category = try reader.string("category")
        label = try LocalizedText(reading: try reader.object("label"))
        records = try reader.integer("records")
        since = try reader.nullableDate("since")
        updated = try reader.nullableDate("updated")
        purpose = try LocalizedText(reading: try reader.object("purpose"))
        legalBasis = try reader.string("legal_basis")
        retention = try reader.nullableString("retention")
        recipients = try reader.strings("recipients")
        guard records >= 0 else {
            throw Refusal(.malformed, "expected 'records' to be 0 or more")
        }
        if let retention, !ISO8601Duration.isWellFormed(retention) {
            throw Refusal(.malformed, "expected 'retention' as an ISO 8601 duration such as P1Y")
        }
    }

    var json: JSONValue {
        .object([
            "category": .string(category), "label": label.json, "records": .integer(records),
            "since": .nullable(since),
            "updated": .nullable(updated),
            "purpose": purpose.json, "legal_basis": .string(legalBasis),
            "retention": .nullable(retention),
            "recipients": .strings(recipients),
        ])
    }
}
