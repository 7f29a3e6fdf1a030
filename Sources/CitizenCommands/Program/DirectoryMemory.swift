import BlueButton
import OpenSSL
import StrictJSON
import Trust

/// The directory that the program last judged by, so that an older one is refused.
struct DirectoryMemory: Sendable {
    static let file = "directory.jwt"

    let home: CitizenHome
    let trust: TrustStore

    /// Takes a directory for new work.
    ///
    /// - Throws: what verification refuses, and `directory-outdated`.
    func accept(_ text: String, at now: UnixTime) throws -> Directory {
        let directory = try Directory.verify(text, trust: trust, at: now)
        if let highest = try home.json("directory-version.json")?.integer("version") {
            try directory.succeeds(version: highest)
            if highest == directory.version { return directory }
        }
        let memory: JSONValue = ["version": .integer(directory.version)]
        try home.write(memory.text + "\n", "directory-version.json")
        try home.write(text, Self.file)
        return directory
    }
}
