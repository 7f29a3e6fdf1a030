import ArgumentParser
import Foundation
import Logging
import MockPersons
import PartySetup
import UnixSignals

/// `blauweknop-poc up`: keeps all parties running, and says how to use them.
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Start everything and keep it running until Ctrl-C.")

    @OptionGroup var root: RootOption

    @Option(help: "The folder for keys, databases and the citizen's home; made anew.")
    var folder = ".blauweknop-poc"

    @Option(help: "Use the people of this person list file (RvIG test set).")
    var persons: String?

    @OptionGroup var others: LandscapeOptions

    @Flag(help: "Stand in front of the gateways, so that 'fault' can break documents too.")
    var breakDocuments = false

    func run() async throws {
        try await PocRun.orExplain {
            let path = URL(fileURLWithPath: folder).standardizedFileURL.path
            let landscape = try others.landscape(root: root.root, fallback: nil)
            let people = try persons.map { try PersonListImport.read(TextFile.bytes($0)) }
            try await Self.prepare(path)
            let stage = try await Stage.build(
                in: path, root: root.root, persons: persons, breaksDocuments: breakDocuments,
                landscape: landscape)
            let logger = DemoCommand.quietLogger()
            let run = { @Sendable () async throws in
                try await PartiesInProcess(stage, logger: logger).whileRunning {
                    ProgramRun.say(Self.guide(stage))
                    if let people { ProgramRun.say(Self.account(of: people, stage)) }
                    for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                        return
                    }
                }
            }
            guard breakDocuments else { return try await run() }
            try await BrokenGateways(stage, logger: logger).whileRunning(logger: logger, run)
        }
    }

    /// Makes the folder; one that this command did not make, or in which all still run, is left
    /// alone.
    private static func prepare(_ path: String) async throws {
        if FileManager.default.fileExists(atPath: path) {
            let isEmpty = try FileManager.default.contentsOfDirectory(atPath: path).isEmpty
            guard isEmpty || FileManager.default.fileExists(atPath: "\(path)/config/mocks.json")
            else {
                throw SetupError(
                    .settingInvalid, "expected '\(path)' not to exist, or to be of an earlier 'up'")
            }
            if let control = try? await FaultControl.ofRunning(path) {
                await control.close()
                throw SetupError(
                    .settingInvalid,
                    "expected the 'up' that runs in '\(path)' to be stopped, or another --folder")
            }
            try FileManager.default.removeItem(atPath: path)
        }
        try TextFile.makeFolder(path, isPrivate: true)
    }

    /// What was read of the person list file.
    private static func account(of people: PersonListImport, _ stage: Stage) -> String {
        """
        People           \(people.persons.count) in \(people.rows) rows, \(people.irregularities.count) irregularities: \
        curl http://127.0.0.1:\(stage.ports.control)/mock/personen/report
        """
    }

    private static func guide(_ stage: Stage) -> String {
        let ports = stage.ports
        // The name that was typed leads nowhere where the program was found by PATH.
        let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
        let programs = URL(fileURLWithPath: program).standardizedFileURL
            .deletingLastPathComponent().path
        return """
            All parties run; Ctrl-C stops them. In another terminal:

              export PATH="\(programs):$PATH"
              export BLAUWEKNOP_HOME=\(stage.citizenHome)
              blauweknop login          # prints an address and waits; open it in a browser, or
                                        # in a third terminal, instead of a browser:
                                        # blauweknop-poc sign-in --folder \(stage.folder) 'ADDRESS'
              blauweknop overview
              blauweknop data brp
              blauweknop-receiver requests create --config \(stage.configuration("woonhaven")) \\
                  --template passend-toewijzen --tax-year 2024 --reference voorbeeld
              blauweknop release 'LINK'
              blauweknop consents

            The service      https://localhost:\(ports.service)
            DigiD (mock)     https://localhost:\(ports.digid)
            De Woonhaven     https://localhost:\(ports.woonhaven), back office http://127.0.0.1:\(ports.woonhavenOffice)
            Stadswonen       https://localhost:\(ports.stadswonen), back office http://127.0.0.1:\(ports.stadswonenOffice)
            Testers' control http://127.0.0.1:\(ports.control)/mock/requests
            A browser meets certificates of the test PKI: \(stage.folder)/pki/trust/tls.pem
            """
    }
}
