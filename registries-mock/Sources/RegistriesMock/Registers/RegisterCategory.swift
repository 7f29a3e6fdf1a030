import MockPersons
import StrictJSON

/// A category of data in a register: what it is, why it is there, and how many records people have.
package struct RegisterCategory: Sendable, Hashable {
    private static let members: [String] = [
        "id", "label", "purpose", "legal_basis", "retention", "recipients", "share", "records",
        "years",
    ]

    /// The name that the directory lists.
    package let id: String
    private let label: JSONValue
    private let purpose: JSONValue
    private let legalBasis: String
    private let retention: String?
    private let recipients: [String]
    /// How many of a hundred members of the register have it.
    private let share: Int64
    private let records: ClosedRange<Int64>
    /// The years in which records begin.
    private let years: ClosedRange<Int64>

    /// Reads a category; `share` (100), `records` (1) and `years` may be absent.
    init(_ entry: JSONReader) throws(JSONShapeError) {
        try entry.close(Self.members)
        id = try entry.string("id")
        let isIdentifier = id.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        guard isIdentifier, (1...60).contains(id.utf8.count) else {
            throw entry.fail("an 'id' of lower-case letters, digits and hyphens")
        }
        label = try Self.text("label", entry)
        purpose = try Self.text("purpose", entry)
        legalBasis = try entry.string("legal_basis")
        retention = try entry.nullableString("retention")
        recipients = try entry.strings("recipients")
        share = try entry.optionalInteger("share") ?? 100
        records = try Self.range("records", in: 1...10_000, entry) ?? 1...1
        years = try Self.range("years", in: 1900...2100, entry) ?? 2015...2025
        guard (0...100).contains(share) else { throw entry.fail("a 'share' of 0 to 100 percent") }
        guard retention.map(Self.isDuration) != false else {
            throw entry.fail("'retention' as an ISO 8601 duration such as P7Y, or null")
        }
    }

    /// Years, months or days, or weeks alone.
    private static func isDuration(_ text: String) -> Bool {
        text.wholeMatch(of: /P(?=[0-9])([0-9]+Y)?([0-9]+M)?([0-9]+D)?|P[0-9]+W/) != nil
            && text.utf8.count <= 40
    }

    private static func text(
        _ name: String, _ entry: JSONReader
    ) throws(JSONShapeError) -> JSONValue {
        let text = try entry.object(name)
        try text.exactly(["nl", "en"])
        return ["nl": .string(try text.string("nl")), "en": .string(try text.string("en"))]
    }

    private static func range(
        _ name: String, in bounds: ClosedRange<Int64>, _ entry: JSONReader
    ) throws(JSONShapeError) -> ClosedRange<Int64>? {
        guard let range = try entry.optionalObject(name) else { return nil }
        try range.exactly(["from", "to"])
        let (from, to) = (try range.integer("from"), try range.integer("to"))
        guard from <= to, bounds.contains(from), bounds.contains(to) else {
            throw range.fail("'from' and 'to' from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return from...to
    }

    /// What the register says of one person; nil where they have none.
    func record(of bsn: String, at slug: String, today: PartialDate) -> JSONValue? {
        func draw(_ what: String, _ sides: Int64) -> Int64 {
            RegisterDice.draw(slug, "\(id).\(what)", bsn, of: sides)
        }
        guard draw("holds", 100) < share else { return nil }
        let last = min(years.upperBound, Int64(today.year ?? 2025))
        let first = min(years.lowerBound, last)
        let since = first + draw("since", last - first + 1)
        let updated = since + draw("updated", last - since + 1)
        let count = records.lowerBound + draw("records", Int64(records.count))
        return record(count, since: since, updated: updated)
    }

    /// The size of what it may say of a person, in bytes.
    var largestBytes: Int {
        record(records.upperBound, since: 2000, updated: 2000).bytes().count
    }

    private func record(_ count: Int64, since: Int64, updated: Int64) -> JSONValue {
        [
            "categorie": .string(id), "omschrijving": label, "aantal": .integer(count),
            "sinds": .string(String(since)), "bijgewerkt": .string(String(updated)),
            "doel": purpose, "grondslag": .string(legalBasis),
            "bewaartermijn": retention.map { .string($0) } ?? .null,
            "ontvangers": .array(recipients.map { .string($0) }),
        ]
    }
}
