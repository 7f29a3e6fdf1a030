import MockPersons
import StrictJSON

/// A register that a file describes: who it is, whom it is about, and which categories it holds.
package struct Organisation: Sendable, Hashable {
    package let slug: String
    package let oin: String
    package let name: String
    /// Whom it is about.
    package let membership: Membership
    package let categories: [RegisterCategory]

    /// Certificates have room for 64; the ones that a set grows by get a number.
    private static let longestName = 58
    /// What one may say of a person, in bytes: a statement of 8 KiB has room for no more.
    private static let largestAnswer = 3500

    /// The name under which faults are set.
    var mock: MockName? { MockName(rawValue: slug) }

    init(slug: String, oin: String, name: String, like other: Organisation) {
        self.slug = slug
        self.oin = oin
        self.name = name
        membership = other.membership
        categories = other.categories
    }

    /// Reads `{"slug", "oin", "name", "holds": {…}, "categories": [{…}]}`.
    init(_ entry: JSONReader) throws(JSONShapeError) {
        try entry.exactly(["slug", "oin", "name", "holds", "categories"])
        slug = try entry.string("slug")
        guard let mock = MockName(rawValue: slug), !slug.hasPrefix("-"),
            !MockName.servers.contains(mock)
        else {
            let servers = MockName.servers.map(\.rawValue).joined(separator: ", ")
            throw entry.fail(
                "a 'slug' of 1 to 40 lower-case letters, digits and hyphens, none of \(servers)")
        }
        oin = try OrganisationFile.oin(entry)
        name = try entry.string("name")
        guard name.contains("(mock)") else {
            throw entry.fail("a 'name' with '(mock)' in it: nobody is to take it for the real one")
        }
        guard name.unicodeScalars.count <= Self.longestName else {
            throw entry.fail("a 'name' of at most \(Self.longestName) characters")
        }
        membership = try Membership(entry.object("holds"))
        var categories: [RegisterCategory] = []
        for category in try entry.array("categories") {
            categories.append(try RegisterCategory(category))
        }
        guard !categories.isEmpty, Set(categories.map(\.id)).count == categories.count else {
            throw entry.fail("at least one category, each 'id' once")
        }
        guard categories.reduce(0, { $0 + $1.largestBytes }) <= Self.largestAnswer else {
            throw entry.fail(
                "categories whose texts are \(Self.largestAnswer) bytes of JSON at most, together")
        }
        self.categories = categories
    }

    /// What it holds about someone; empty for those whom it is not about.
    ///
    /// - Parameters:
    ///   - person: the person as the BRP mock knows them; nil where it does not.
    ///   - today: by which ages are counted.
    func records(of bsn: String, person: PersonList?, today: PartialDate) -> [JSONValue] {
        guard membership.includes(bsn, person: person, at: slug, today: today) else { return [] }
        return categories.compactMap { $0.record(of: bsn, at: slug, today: today) }
    }
}
