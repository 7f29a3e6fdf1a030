import Foundation
import PartySetup
import TestKit
import Testing

/// What README and docs tell a reader to type is typed here.
///
/// A new block is found by itself. A command that cannot run as it stands, for want of a value that
/// an earlier one printed, is named in `PrintedPages` with what is run in its place, or with the
/// reason why it is left.
@Suite(
    .serialized, .timeLimit(.minutes(15)),
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct PrintedCommandsTests {
    /// Every page of the project but those of other people's code, by its path in the project.
    private static let pages: [String] = {
        let top = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]
        let below = ["docs", "certs", "data", "registries-mock"].flatMap { folder in
            (FileManager.default.enumerator(atPath: "\(Ground.root)/\(folder)")?
                .compactMap { $0 as? String } ?? [])
                .filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
        }
        return top + below
    }()

    private static func printed(_ path: String) throws -> PrintedCommands {
        try PrintedCommands(page: TextFile.text("\(Ground.root)/\(path)"))
    }

    @Test(arguments: pages) func `the commands of a page work in their order`(
        path: String
    ) async throws {
        let printed = try Self.printed(path)
        #expect(printed.unknown.isEmpty, "blocks of no known kind: \(printed.unknown)")
        guard !printed.commands.isEmpty else { return }
        let page = PrintedPages.all.first { $0.path == path } ?? PrintedPage(path: path)
        try await Ground.use { ground in
            let folder = try Self.project(in: ground)
            let script = "\(ground.folder)/commands"
            try TextFile.write(Array(page.script(for: printed.commands).utf8), to: script)
            let ended = try await Command(
                path: "/usr/bin/timeout", arguments: ["600", "/bin/bash", script],
                environment: ["LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"], folder: folder
            ).run()
            #expect(ended.code == 0, "\(path): \(ended.output) \(ended.errors)")
        }
    }

    @Test func `nothing is said of a command that no page prints`() throws {
        for page in PrintedPages.all {
            let texts = Set(try Self.printed(page.path).commands.map(\.text))
            let stale = page.special.keys.filter { !texts.contains($0) }
            #expect(stale.isEmpty, "\(page.path)")
        }
    }

    @Test func `the session in the README is what the programs print`() async throws {
        let sessions = try Self.printed("README.md").sessions
        let session = try #require(sessions.first)
        try await Ground.use { ground in
            let folder = try Self.project(in: ground)
            let script = "\(ground.folder)/session"
            let said = RecordedSession(session.lines)
            try TextFile.write(Array(said.script.utf8), to: script)
            let ended = try await Command(
                path: "/usr/bin/timeout", arguments: ["300", "/bin/bash", script],
                environment: ["LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"], folder: folder
            ).run()
            #expect(ended.code == 0, "\(ended.output) \(ended.errors)")
            let printed = try TextFile.text("\(folder)/session.txt")
            let now = RecordedSession(
                printed.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
            #expect(said.lasting == now.lasting, "what it prints now:\n\(printed)")
        }
    }

    @Test func `a block is read as a shell would`() {
        let page = PrintedCommands(
            page: """
                ```sh
                one --two \\
                    --three   # a remark
                # a remark alone
                four 'a b' &
                ```
                ```python
                no()
                ```
                ```console
                $ five
                six
                ```
                """)
        #expect(page.commands.map(\.text) == ["one --two --three", "four 'a b' &"])
        #expect(page.commands.map(\.line) == [2, 5])
        #expect(page.unknown.map(\.kind) == ["python"])
        #expect(page.sessions.map(\.lines) == [["$ five", "six"]])
    }

    /// A folder that looks like the project's after a build, in which commands may write.
    private static func project(in ground: Ground) throws -> String {
        let folder = "\(ground.folder)/project"
        let files = FileManager.default
        try files.createDirectory(
            atPath: "\(folder)/.build", withIntermediateDirectories: true)
        if let programs = Ground.programs {
            try files.createSymbolicLink(
                atPath: "\(folder)/.build/debug", withDestinationPath: programs)
        }
        for name in ["data", "docs", "scripts"] {
            try files.createSymbolicLink(
                atPath: "\(folder)/\(name)", withDestinationPath: "\(Ground.root)/\(name)")
        }
        try files.createDirectory(
            atPath: "\(folder)/certs", withIntermediateDirectories: true)
        for name in ["parties.json", "directory.json"] {
            try files.copyItem(
                atPath: "\(Ground.root)/certs/\(name)", toPath: "\(folder)/certs/\(name)")
        }
        try files.createDirectory(
            atPath: "\(folder)/registries-mock", withIntermediateDirectories: true)
        try files.createSymbolicLink(
            atPath: "\(folder)/registries-mock/data",
            withDestinationPath: "\(Ground.root)/registries-mock/data")
        return folder
    }
}
