import StrictJSON

/// Someone of the seed, and why they are there.
package struct Story: Sendable, Hashable {
    /// A name that stays: lower-case letters and hyphens.
    package let slug: String
    package let bsn: String
    /// The name as the login page shows it.
    package let name: String
    package let dutch: String
    package let english: String
}

/// The people of the seed by their stories, in the file's order.
package struct Stories: Sendable, Hashable {
    /// The one whom the demonstration follows.
    package let main: Story
    package let all: [Story]

    /// Reads `{"main": slug, "stories": [{"slug", "burgerservicenummer", "name", "story": {"nl",
    /// "en"}}]}`.
    ///
    /// - Throws: `shape`; `duplicate` for a slug or number that stands there twice.
    package init(_ bytes: [UInt8]) throws(MockPersonsError) {
        let root = try MockFile.json(bytes, named: "stories", maximumBytes: 1 << 20)
        var all: [Story] = []
        let main: String
        do throws(JSONShapeError) {
            try root.exactly(["main", "stories"])
            main = try root.string("main")
            for entry in try root.array("stories") { all.append(try Self.story(entry)) }
        } catch {
            throw MockPersonsError(.shape, error.message)
        }
        guard Set(all.map(\.slug)).count == all.count, Set(all.map(\.bsn)).count == all.count else {
            throw MockPersonsError(.duplicate, "expected every slug and number once in the stories")
        }
        guard let story = all.first(where: { $0.slug == main }) else {
            throw MockPersonsError(.shape, "expected 'main' to be the slug of a story")
        }
        self.main = story
        self.all = all
    }

    private static func story(_ entry: JSONReader) throws(JSONShapeError) -> Story {
        try entry.exactly(["slug", "burgerservicenummer", "name", "story"])
        let slug = try entry.string("slug")
        guard !slug.isEmpty, slug.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D })
        else { throw entry.fail("a slug of lower-case letters and hyphens") }
        let bsn = try entry.string("burgerservicenummer")
        guard ElevenTest.passes(bsn) else {
            throw entry.fail("a citizen service number that passes the eleven-test")
        }
        let story = try entry.object("story")
        try story.exactly(["nl", "en"])
        return Story(
            slug: slug, bsn: bsn, name: try entry.string("name"), dutch: try story.string("nl"),
            english: try story.string("en"))
    }

    /// The story of a slug.
    package subscript(slug: String) -> Story? {
        all.first { $0.slug == slug }
    }
}
