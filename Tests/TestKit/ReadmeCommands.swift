internal import Foundation

/// The blocks of shell commands in a README, as one script that stops at the first that fails.
package struct ReadmeCommands: Sendable {
    package let script: String
    /// How many blocks there are.
    package let count: Int

    /// Reads `README.md` in a folder.
    package init(in folder: String) throws {
        let text = try String(contentsOfFile: "\(folder)/README.md", encoding: .utf8)
        let blocks = text.components(separatedBy: "```sh\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        count = blocks.count
        script = "set -eu\n" + blocks.joined(separator: "\n")
    }

    /// Runs them in a folder.
    package func run(in folder: String) async throws -> Command.Ended {
        try await Command(path: "/bin/sh", arguments: ["-c", script], folder: folder).run()
    }
}
