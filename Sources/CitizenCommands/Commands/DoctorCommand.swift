import ArgumentParser
import BlueButton
import Logging
import Sovereignty
import StrictJSON

/// `blauweknop doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Find out what is wrong, and how to mend it.",
        discussion: """
            Looks at versions, the home and its files, the configuration, anchors, the service, the \
            clock, the directory, revocation lists, the login provider, the log, the login and the \
            keys. Exits with 0 where everything works; else as the first problem would.
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.explain { printer in
            let home = common.home(asking: nil)
            let doctor = Doctor(home: home, clock: .system, texts: printer.texts)
            var found = doctor.local()
            var logger = Logger(label: "blauweknop") { StreamLogHandler.standardError(label: $0) }
            logger.logLevel = .critical
            if let program = try? CitizenProgram(
                home: home, language: printer.language, logger: logger)
            {
                found += await doctor.remote(program)
                await program.close()
            }
            let order = Diagnosis.Subject.allCases
            found.sort {
                (order.firstIndex(of: $0.subject) ?? 0) < (order.firstIndex(of: $1.subject) ?? 0)
            }
            tell(found, printer)
            if let first = found.first(where: { $0.verdict == .problem }) {
                throw ExitCode(first.kind.rawValue)
            }
        }
    }

    private func tell(_ found: [Diagnosis], _ printer: Printer) {
        for one in found {
            let lines = Wrapping.lines(one.finding, indent: "         ")
            printer.say(
                printer.texts.verdict(one.verdict).padded(to: 9)
                    + (lines.first.map { String($0.dropFirst(9)) } ?? ""))
            lines.dropFirst().forEach { printer.say($0) }
            if let mend = one.mend {
                for line in Wrapping.lines("\(printer.texts.mend): \(mend)", indent: "         ") {
                    printer.say(line)
                }
            }
        }
        printer.answer([
            "ok": .bool(!found.contains { $0.verdict == .problem }),
            "checks": .array(found.map(\.json)),
        ])
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
