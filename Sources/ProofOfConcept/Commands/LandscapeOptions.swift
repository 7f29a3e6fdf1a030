import ArgumentParser
import RegistriesMock

/// Which organisations there are beside BRP and BRI.
struct LandscapeOptions: ParsableArguments {
    @Option(help: "How many other organisations: those of the file, then more like them.")
    var organisations: Int?

    @Option(help: "The file that describes them; by default the project's own set.")
    var organisationsFile: String?

    func validate() throws {
        guard (0...OrganisationFile.maximum).contains(organisations ?? 0) else {
            throw ValidationError(
                "expected --organisations from 0 to \(OrganisationFile.maximum)")
        }
    }

    /// - Parameter fallback: how many where neither option is given; nil: all of the file.
    func landscape(root: String, fallback: Int?) throws -> Landscape? {
        let count = organisations ?? (organisationsFile == nil ? fallback : nil)
        return try Landscape.read(root: root, count: count, file: organisationsFile)
    }
}
