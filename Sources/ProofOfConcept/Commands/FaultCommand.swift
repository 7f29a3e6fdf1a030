import ArgumentParser
import PartySetup

/// `blauweknop-poc fault`: breaks something while `up` runs, or mends all.
struct FaultCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fault", abstract: "Break something on purpose while 'up' runs, or mend all.",
        discussion: "Faults: "
            + FaultChoice.Kind.all.map { "\($0.name) (\($0.explanation))" }
            .joined(separator: ", ")
            + ". Those of the source need 'up --break-documents'.")

    @Argument(help: "SOURCE=FAULT, such as bri=slow; these take the place of all before.")
    var faults: [String] = []

    @OptionGroup var draw: FaultDraw

    @Flag(help: "Mend everything.")
    var clear = false

    @Option(help: "The folder of 'blauweknop-poc up'.")
    var folder = ".blauweknop-poc"

    func validate() throws {
        guard faults.isEmpty == clear else {
            throw ValidationError("expected SOURCE=FAULT, or --clear")
        }
    }

    func run() async throws {
        try await PocRun.orExplain {
            let choices = try faults.map { try FaultChoice($0) }
            let control = try await FaultControl.ofRunning(folder)
            let outcome: Result<Void, any Error>
            do {
                try await control.set(choices, share: draw.share, seed: draw.seed)
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            await control.close()
            try outcome.get()
            for choice in choices { ProgramRun.say("\(choice): \(choice.kind.explanation)") }
            if choices.isEmpty { ProgramRun.say("All is well again.") }
        }
    }
}

/// How many requests faults strike.
struct FaultDraw: ParsableArguments {
    @Option(help: "How many of a hundred requests are struck; all by default.")
    var share: Int?

    @Option(help: "Where the draws begin: the same seed strikes the same requests.")
    var seed: Int?
}
