import ArgumentParser
import Foundation
import Logging
import PartySetup

/// `blauweknop-poc demo`: starts everything, tells the story, leaves its documents, stops.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Start everything, tell the story step by step, leave its documents, stop.",
        discussion: "Exits with 0 only if each step was as told.")

    @OptionGroup var root: RootOption

    @Option(help: "The folder for the story's documents; what was in it goes.")
    var output = "demo-output"

    @Option(help: "Tell the story with someone from this person list file (RvIG test set).")
    var persons: String?

    @Option(help: "Run each party as a process of its own, from the programs in this folder.")
    var programs: String?

    func run() async throws {
        try await ProgramRun.orExplain("blauweknop-poc") {
            let folder = FileManager.default.temporaryDirectory
                .appendingPathComponent("blauweknop-poc-\(UUID().uuidString)").path
            try TextFile.makeFolder(folder, isPrivate: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            do {
                try await tell(in: folder)
            } catch let error as StoryError {
                ProgramRun.complain("blauweknop-poc: error: the story ended early: \(error)")
                throw ExitCode(1)
            }
        }
    }

    private func tell(in folder: String) async throws {
        let narrator = Narrator()
        let begin = ContinuousClock.now
        let person =
            try persons.map { try Casting.ofFile($0, root: root.root) }
            ?? Casting.ofSeed(root: root.root)
        let stage = try await Stage.build(in: folder, root: root.root, persons: persons)
        let logger = Self.quietLogger()
        let parties: any Parties =
            if let programs {
                PartiesAlone(stage, programs: programs)
            } else {
                PartiesInProcess(stage, logger: logger)
            }
        let documents = DemoOutput(folder: output)
        try documents.prepare()
        narrator.say("Blauwe Knop, the proof of concept: see who holds your data, hand over only")
        narrator.say("what you choose, trust nobody in the middle. People and organisations are")
        narrator.say("made up; every signature, certificate, connection and database is real.")
        try await parties.whileRunning {
            narrator.say("\nAll parties run (after \(Self.seconds(since: begin)) s).")
            try await Story(
                stage: stage, parties: parties, person: person, narrator: narrator,
                logger: logger
            ).tell(output: documents)
        }
        narrator.say("\nThe story went as told. Its documents are in '\(output)'; README.md there")
        narrator.say("says how openssl and jose check them, without this project.")
    }

    private static func seconds(since begin: ContinuousClock.Instant) -> String {
        let tenths = (ContinuousClock.now - begin) / .milliseconds(100)
        return "\(Int(tenths) / 10).\(Int(tenths) % 10)"
    }

    /// The parties' logs would drown what is told: only errors are shown, unless LOG_LEVEL says so.
    static func quietLogger() -> Logger {
        var logger = ProgramRun.logger("blauweknop-poc")
        if ProcessInfo.processInfo.environment["LOG_LEVEL"] == nil { logger.logLevel = .error }
        return logger
    }
}
