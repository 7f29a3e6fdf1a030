import ArgumentParser
import DocumentCheck
import Foundation
import PartySetup
import StrictJSON

/// `blauweknop verify`.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check documents, or a whole folder of them, offline.",
        discussion: """
            Each line names the document, the check and 'ok', 'FAIL code: what was expected' or
            'absent'. Anchors come from --trust, else from a folder 'trust' beside the documents;
            none comes from the documents themselves.
            """)

    @Argument(help: "Files, or folders such as demo-output/.")
    var paths: [String]

    @Option(help: "The folder with anchors and revocation lists.")
    var trust: String?

    @Option(name: .customLong("at"), help: "The time that counts, such as 2026-11-23T03:31:41Z.")
    var time: String?

    @Option(help: "A file with the request's private key, to open the package with.")
    var key: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.explain { printer in
            let home = CitizenHome(environment: ProcessInfo.processInfo.environment)
            let lines = try DocumentChecks.run(
                paths: paths, trust: trust, home: KnownTrust(home: home),
                at: try time.map { try DocumentChecks.time($0) }, key: key)
            for line in lines { printer.say(line.text) }
            let isFine = !lines.contains(where: \.isFailure)
            printer.answer(["ok": .bool(isFine), "checks": .array(lines.map(\.json))])
            if !isFine { throw ExitCode(CitizenError.Kind.refused.rawValue) }
        }
    }
}
