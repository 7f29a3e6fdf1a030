import StrictJSON

/// The rule for short names in the directory: 1 to 40 of `a-z`, `0-9` and `-`.
enum Slug {
    static func read(_ reader: JSONReader) throws -> String {
        let slug = try reader.string("slug")
        let isFine = slug.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        guard (1...40).contains(slug.utf8.count), isFine else {
            throw Refusal(.malformed, "expected a slug of 1 to 40 characters of a-z, 0-9 and -")
        }
        return slug
    }
}
