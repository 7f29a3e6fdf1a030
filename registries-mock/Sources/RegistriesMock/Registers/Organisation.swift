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
        guard let mock = MockName(rawValue: slug), !MockName.servers.contains(mock) else {
            throw entry.fail("a slug of its own: lower-case letters, digits and hyphens")
        }
        oin = try OrganisationFile.oin(entry)
        name = try entry.string("name")
        guard name.contains("(mock)") else {
            throw entry.fail("a 'name' with '(mock)' in it: nobody is to take it for the real one")
        }
        membership = try Membership(entry.object("holds"))
        var categories: [RegisterCategory] = []
        for category in try entry.array("categories") {
            categories.append(try RegisterCategory(category))
        }
        guard !categories.isEmpty, Set(categories.map(\.id)).count == categories.count else {
            throw entry.fail("at least one category, each 'id' once")
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
