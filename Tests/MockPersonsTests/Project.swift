/// Where the project lies, for tests that read its data files.
enum Project {
    /// The folder of the project: three up from this file.
    static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(3).joined(separator: "/")
    }()
}
