import ArgumentParser
import Foundation
import PartySetup

/// `blauweknop-poc fault-matrix`: breaks everything that can be broken, one after the other.
struct FaultMatrixCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fault-matrix",
        abstract: "Break everything once, and print what the overview said of it.",
        discussion: "Exits with 0 only if each row is as it has to be.")

    @OptionGroup var root: RootOption

    @Option(help: "The source at which things break: brp or bri.")
    var source = "bri"

    func validate() throws {
        guard ["brp", "bri"].contains(source) else {
            throw ValidationError("expected --source brp or bri")
        }
    }

    func run() async throws {
        try await PocRun.orExplain {
            try await Stage.inPassing(root: root.root, breaksDocuments: true) { stage in
                let person = try Casting.ofSeed(root: root.root)
                let source = source
                let areRight = try await Scene.play(
                    on: stage, as: person, logger: DemoCommand.silentLogger()
                ) { scene in
                    try await Self.run(
                        FaultMatrix(
                            citizen: scene.citizen, control: scene.control, source: source))
                }
                guard areRight else { throw ExitCode(1) }
            }
        }
    }

    private static func run(_ matrix: FaultMatrix) async throws -> Bool {
        ProgramRun.say(line("fault", "outcome", "reason", "ms", "") + "what is broken")
        var areRight = true
        for fault in FaultCase.all {
            let row = try await matrix.row(of: fault)
            areRight = areRight && row.isRight
            let expected = "\(fault.outcome) \(fault.reason ?? "")"
            ProgramRun.say(
                line(
                    fault.fault.name, row.outcome, row.reason ?? "-",
                    "\(Int(row.took / .milliseconds(1)))", row.isRight ? "ok" : "WRONG")
                    + fault.fault.explanation
                    + (row.isRight ? "" : " (expected \(expected), the others well)"))
        }
        return areRight
    }

    private static func line(
        _ fault: String, _ outcome: String, _ reason: String, _ took: String, _ verdict: String
    ) -> String {
        func cell(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.count))
        }
        return cell(fault, 20) + cell(outcome, 14) + cell(reason, 16) + cell(took, 7)
            + cell(verdict, 6)
    }
}
