import Foundation
import ProofOfConcept
import TestKit
import Testing

/// The commands that docs/corporations.md shows, run as they stand there.
@Suite(
    .serialized,
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct CorporationPageTests {
    @Test func `the commands of the page do what it says`() async throws {
        let commands = try Self.commands()
        #expect(commands.count == 10)
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            var links: [String] = []
            var id = ""
            var output = ""
            for command in commands {
                let isRelease = command.contains("release 'LINK'")
                if isRelease || command.contains("applications show") {
                    for (place, link) in links.enumerated() {
                        // The other adult of the household, with the same program.
                        if place > 0 { try await citizen.change(to: "youssef-el-amrani") }
                        let released = try await citizen.run(["release", link, "--yes", "--json"])
                        #expect(released.code == 0, "\(released.errors)")
                        let consent = released.output.firstMatch(of: /"consent":"([^"]+)"/)
                        if isRelease { id = String(try #require(consent).output.1) }
                    }
                    links = []
                }
                guard !isRelease else { continue }
                let ended = try await run(command, id: id, citizen)
                #expect(ended.code == 0, "\(command): \(ended.output)\(ended.errors)")
                #expect(
                    ended.output.split(separator: "\n").allSatisfy {
                        $0.count <= 80 || $0.contains("://") || $0.contains(": ")
                    }, "\(ended.output)")
                links += ended.output.matches(of: /openid4vp:\S+/).map { String($0.output) }
                if let made = ended.output.firstMatch(of: /Application ([\w-]{22})/) {
                    id = String(made.output.1)
                }
                output += ended.output
            }
            for shown in [
                "W-2026-001", "confirmed", "inkomen-2024:", "income of the household: 35820 euros",
            ] {
                #expect(output.contains(shown))
            }
            #expect(output.contains("disclosure: ok") && !output.contains("FAIL"))
        }
    }

    /// Runs a line in a folder of its own, with the programs on the PATH and the test's own
    /// configuration.
    private func run(
        _ command: String, id: String, _ citizen: CommandLineCitizen
    ) async throws -> Command.Ended {
        let line = command.replacingOccurrences(
            of: "$office", with: "--config '\(citizen.stage.configuration("woonhaven"))'"
        ).replacing(/\bID\b/, with: id)
        return try await Command(
            path: "/bin/sh", arguments: ["-c", "PATH='\(citizen.programs)':$PATH; \(line)"],
            folder: citizen.stage.folder
        ).run()
    }

    /// The lines of the blocks under "Try it" that run a program.
    private static func commands() throws -> [String] {
        let text = try String(
            contentsOfFile: "\(Ground.root)/docs/corporations.md", encoding: .utf8)
        let section = text.components(separatedBy: "## Try it").last ?? ""
        return (section.components(separatedBy: "## 1.").first ?? "")
            .components(separatedBy: "```sh\n").dropFirst()
            .compactMap { $0.components(separatedBy: "```").first }
            .flatMap { $0.replacing("\\\n", with: " ").components(separatedBy: "\n") }
            .filter { $0.hasPrefix("blauweknop") }
    }
}
