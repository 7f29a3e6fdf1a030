import ArgumentParser
import DocumentCheck
import PartySetup
import StrictJSON

/// `blauweknop-receiver verify`: checks documents offline, from files alone.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks documents, or a whole folder of them, offline.")

    @OptionGroup var output: OutputOption
    @Argument(help: "Files, or folders such as an export or demo-output/.")
    var paths: [String]
    @Option(help: "The folder with anchors and revocation lists; else 'trust' beside the files.")
    var trust: String?
    @Option(name: .customLong("at"), help: "The time that counts, such as 2026-11-23T03:31:41Z.")
    var time: String?
    @Option(help: "A file with the request's private key, to open the package with.")
    var key: String?

    func run() async throws {
        try await output.explaining {
            let lines = try DocumentChecks.run(
                paths: paths, trust: trust,
                at: try time.map { try DocumentChecks.time($0) }, key: key)
            let isFine = !lines.contains(where: \.isFailure)
            output.answer(
                ["ok": .bool(isFine), "checks": .array(lines.map(\.json))],
                lines: lines.map(\.text))
            if !isFine { throw ExitCode(1) }
        }
    }
}
