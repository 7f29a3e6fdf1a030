import Foundation
import ProofOfConcept
import TestKit
import Testing

/// A citizen at a command line, with all parties running.
struct CommandLineCitizen: Sendable {
    let stage: Stage
    let parties: PartiesInProcess
    let programs: String

    /// Runs `blauweknop` with the citizen's home.
    func run(_ arguments: [String], input: String? = nil) async throws -> Command.Ended {
        let ended = try await Command(
            path: "\(programs)/blauweknop", arguments: arguments, environment: environment,
            input: input
        ).run()
        Screen.hold(ended, of: arguments)
        return ended
    }

    /// Runs `blauweknop` at a terminal.
    func run(
        _ arguments: [String], atTerminal turns: [PseudoTerminal.Turn]
    ) async throws -> Command.Ended {
        let ended = try await PseudoTerminal(
            path: "\(programs)/blauweknop", arguments: arguments, environment: environment
        ).play(turns)
        Screen.hold(ended, of: arguments, isTerminal: true)
        return ended
    }

    private var environment: [String: String] {
        [
            "BLAUWEKNOP_HOME": stage.citizenHome, "LANG": "en_GB.UTF-8", "LC_ALL": "",
            "TZ": "Europe/Amsterdam",
        ]
    }

    /// Plays a test with all parties running.
    ///
    /// - Parameter preparing: changes the parties' files before they start.
    static func play(
        preparing: (Stage) throws -> Void = { _ in },
        _ body: @Sendable (CommandLineCitizen) async throws -> Void
    ) async throws {
        let programs = try #require(Ground.programs)
        try await Ground.use { ground in
            let stage = try await Stage.build(in: ground.folder, root: Ground.root)
            try preparing(stage)
            let parties = PartiesInProcess(stage, logger: Ground.logger)
            try await parties.whileRunning {
                try await body(
                    CommandLineCitizen(stage: stage, parties: parties, programs: programs))
            }
        }
    }

    /// Runs `blauweknop login`, and completes the login page in the place of a browser.
    ///
    /// - Parameter person: a person's short name; nil for the one of the story.
    func logIn(as person: String? = nil) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "\(programs)/blauweknop")
        process.arguments = ["login"]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let file = stage.folder + "/login.err"
        _ = FileManager.default.createFile(atPath: file, contents: nil)
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let address = try await address(in: file)
        let signedIn = try await Command(
            path: "\(programs)/blauweknop-poc",
            arguments: [
                "sign-in", "--root", Ground.root, "--folder", stage.folder, address,
            ] + (person.map { ["--as", $0] } ?? [])
        ).run()
        #expect(signedIn.code == 0, "\(signedIn.errors)")
        while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
        #expect(process.terminationStatus == 0)
    }

    /// Logs out, and in as someone else of the seed.
    func change(to person: String) async throws {
        #expect(try await run(["logout"]).code == 0)
        try await logIn(as: person)
    }

    private func address(in file: String) async throws -> String {
        for _ in 0..<500 {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            if let match = text.firstMatch(of: /https:\/\/\S+\/authorize\?\S+/) {
                return String(match.output)
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw StoryError("expected 'blauweknop login' to print an address")
    }

    /// A package as De Woonhaven sees it.
    func package(_ id: String) async throws -> Command.Ended {
        try await Command(
            path: "\(programs)/blauweknop-receiver",
            arguments: [
                "packages", "show", "--config", stage.configuration("woonhaven"), id,
            ]
        ).run()
    }

    /// A link to a request of De Woonhaven.
    func link(_ template: String = "passend-toewijzen") async throws -> String {
        let created = try await Command(
            path: "\(programs)/blauweknop-receiver",
            arguments: [
                "requests", "create", "--config", stage.configuration("woonhaven"),
                "--template", template, "--tax-year", "2024",
                "--reference", "proef", "--json",
            ]
        ).run()
        #expect(created.code == 0, "\(created.errors)")
        let match = try #require(created.output.firstMatch(of: /"link":"([^"]+)"/))
        return String(match.output.1)
    }
}
