import Foundation
import MockPersons

@testable import RegistriesMock

/// Where the project lies, for tests that read its data files.
enum Project {
    /// The folder of the project: four up from this file.
    static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(4).joined(separator: "/")
    }()

    static func seed() throws -> MockData {
        try MockData.seed(root: root)
    }

    /// The registers that ship with the project.
    static func organisations() throws -> OrganisationFile {
        let path = root + "/registries-mock/data/organisations.json"
        return try OrganisationFile([UInt8](FileManager.default.contents(atPath: path) ?? Data()))
    }

    /// The number of someone of the seed.
    static func bsn(_ slug: String) throws -> String {
        guard let story = try seed().stories[slug] else { throw UnknownSlug() }
        return story.bsn
    }

    struct UnknownSlug: Error {}
}
