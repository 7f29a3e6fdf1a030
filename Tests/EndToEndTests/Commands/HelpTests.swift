import StrictJSON
import TestKit
import Testing

/// What each program says of itself, as a person gets it.
@Suite(
    .serialized, .timeLimit(.minutes(10)),
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct HelpTests {
    private static let programs = [
        "blauweknop", "blauweknop-service", "blauweknop-gateway", "blauweknop-receiver",
        "blauweknop-scheme", "blauweknop-poc", "registries-mock",
    ]

    private static func output(_ program: String, _ arguments: [String]) async throws -> String {
        let folder = try #require(Ground.programs)
        let ended = try await Command(
            path: "\(folder)/\(program)", arguments: arguments,
            environment: ["LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "COLUMNS": "80"]
        ).run()
        #expect(ended.code == 0, "\(program) \(arguments): \(ended.errors)")
        return ended.output
    }

    /// Each command below one, with its path.
    private static func commands(
        below command: JSONReader, _ path: [String] = []
    ) throws -> [(path: [String], command: JSONReader)] {
        try [(path, command)]
            + (command.optionalArray("subcommands") ?? []).flatMap { below in
                let name = try below.string("commandName")
                return try name == "help" ? [] : commands(below: below, path + [name])
            }
    }

    @Test(arguments: programs)
    func `the help of every command fits a terminal and explains every option`(
        program: String
    ) async throws {
        let dump = try await Self.output(program, ["--experimental-dump-help"])
        let root = try JSONReader(JSONValue.parse(Array(dump.utf8), maximumBytes: 1 << 22))
            .object("command")
        let all = try Self.commands(below: root)
        #expect(all.count > 1)
        for (path, command) in all {
            let name = ([program] + path).joined(separator: " ")
            #expect(try command.optionalString("abstract")?.isEmpty == false, "\(name)")
            for argument in try command.optionalArray("arguments") ?? [] {
                let said = try argument.optionalString("abstract") ?? ""
                let value = try argument.optionalString("valueName") ?? "?"
                #expect(said.hasSuffix("."), "\(name): \(value): \(said)")
            }
            let help = try await Self.output(program, path + ["--help"])
            for line in help.split(separator: "\n") {
                #expect(line.count <= 80, "\(name): \(line)")
            }
        }
    }

    // The mocks know nothing of the product, and have no manual page.
    @Test(arguments: programs.dropLast())
    func `the manual page of a program has its every command and option`(
        program: String
    ) async throws {
        let dump = try await Self.output(program, ["--experimental-dump-help"])
        let root = try JSONReader(JSONValue.parse(Array(dump.utf8), maximumBytes: 1 << 22))
            .object("command")
        let page = try await Self.output(program, ["manual"])
        func roff(_ text: String) -> String { text.replacing("-", with: "\\-") }
        #expect(page.hasPrefix(".TH \(roff(program.uppercased())) "))
        for (path, command) in try Self.commands(below: root) {
            let section = page.contains("\n.SS \(roff(path.joined(separator: " ")))")
            #expect(section || path.isEmpty, "\(program) \(path)")
            for argument in try command.optionalArray("arguments") ?? [] {
                let name = try argument.optionalObject("preferredName")?.string("name")
                guard let name, !["help", "version"].contains(name) else { continue }
                #expect(page.contains("\n.B \\-\\-\(roff(name))"), "\(program): \(name)")
            }
        }
        for title in ["NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS"] {
            #expect(page.contains("\n.SH \(title)\n"), "\(program)")
        }
    }

    @Test func `every command of every program stands in the README`() async throws {
        let page = try PrintedPages.text("README.md")
        for program in Self.programs {
            let dump = try await Self.output(program, ["--experimental-dump-help"])
            let root = try JSONReader(JSONValue.parse(Array(dump.utf8), maximumBytes: 1 << 22))
                .object("command")
            for (path, command) in try Self.commands(below: root) where !path.isEmpty {
                let isLeaf = try (command.optionalArray("subcommands") ?? []).isEmpty
                // A command that is meant where none is named stands under its parent's name.
                let name =
                    path.last == "list" && path.first == "log" ? "log" : path.joined(separator: " ")
                if isLeaf { #expect(page.contains("`\(name)"), "\(program) \(name)") }
            }
        }
    }
}
