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
            A checklist by document: 'ok', 'WRONG' with what is wrong and its code, 'absent' for what \
            could not be checked, with the time that counts and the anchor to which each seal leads. \
            Pages that 'overview --html' saved are checked as well.

            Anchors, the certificates of those you trust, come from --trust, else from a folder \
            'trust' beside the documents, else from this program's configuration; none comes from \
            the documents themselves.
            """)

    @Argument(help: "Files, or folders such as demo-output/.", completion: .file())
    var paths: [String]

    @Option(
        help: "The folder with anchors and revocation lists.", completion: .directory)
    var trust: String?

    @Option(name: .customLong("at"), help: "The time that counts, such as 2026-11-23T03:31:41Z.")
    var time: String?

    @Option(
        help: "A file with the request's private key, to open the package with.",
        completion: .file())
    var key: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.explain { printer in
            for path in paths + [trust, key].compactMap({ $0 }) { try NamedFile.mustExist(path) }
            let home = CitizenHome(environment: ProcessInfo.processInfo.environment)
            let lines = try DocumentChecks.run(
                paths: paths, trust: trust, home: KnownTrust(home: home),
                at: try time.map { try DocumentChecks.time($0) }, key: key)
            let text = ChecklistText(
                checks: lines, texts: printer.texts, isWrapped: isatty(1) == 1)
            for line in text.lines { printer.sayAsIs(line) }
            let isFine = !lines.contains(where: \.isFailure)
            printer.answer(["ok": .bool(isFine), "checks": .array(lines.map(\.json))])
            if !isFine { throw ExitCode(CitizenError.Kind.refused.rawValue) }
        }
    }
}
