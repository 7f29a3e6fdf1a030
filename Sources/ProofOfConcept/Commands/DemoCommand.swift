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

    @Option(
        help: "Show what the citizen sees while this is broken: SOURCE=FAULT, such as bri=slow.")
    var fault: [String] = []

    @OptionGroup var draw: FaultDraw
    @OptionGroup var others: LandscapeOptions

    func validate() throws {
        guard fault.isEmpty || programs == nil else {
            throw ValidationError("expected --fault or --programs, not both")
        }
    }

    func run() async throws {
        try await PocRun.orExplain {
            let faults = try fault.map { try FaultChoice($0) }
            let landscape = try others.landscape(root: root.root, fallback: 0)
            for fault in faults { try fault.check(among: Stage.sources(with: landscape)) }
            let stage = {
                @Sendable
                (
                    body: @Sendable (Stage) async throws -> Void
                ) async throws in
                try await Stage.inPassing(
                    root: root.root, persons: persons,
                    breaksDocuments: faults.contains(where: \.isOfDocument), landscape: landscape,
                    body)
            }
            do {
                if faults.isEmpty {
                    try await stage { try await tell(on: $0) }
                } else {
                    try await stage { try await show(faults, on: $0) }
                }
            } catch let error as StoryError {
                ProgramRun.complain("blauweknop-poc: error: the story ended early: \(error)")
                throw ExitCode(1)
            }
        }
    }

    /// Who the story is about.
    private func person() throws -> StoryPerson {
        try persons.map { try Casting.ofFile($0, root: root.root) }
            ?? Casting.ofSeed(root: root.root)
    }

    private func show(_ faults: [FaultChoice], on stage: Stage) async throws {
        let draw = draw
        try await Scene.play(on: stage, as: person(), logger: Self.silentLogger()) { scene in
            try await FaultStory(scene: scene, narrator: Narrator())
                .tell(faults, share: draw.share, seed: draw.seed)
        }
    }

    private func tell(on stage: Stage) async throws {
        let narrator = Narrator()
        let begin = ContinuousClock.now
        let person = try person()
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

    /// For what is broken on purpose: a port that closes ends what is at work on it with an error.
    static func silentLogger() -> Logger {
        var logger = quietLogger()
        if logger.logLevel == .error { logger.logLevel = .critical }
        return logger
    }

    /// The parties' logs would drown what is told: only errors are shown, unless LOG_LEVEL says so.
    static func quietLogger() -> Logger {
        var logger = ProgramRun.logger("blauweknop-poc")
        if ProcessInfo.processInfo.environment["LOG_LEVEL"] == nil { logger.logLevel = .error }
        return logger
    }
}
