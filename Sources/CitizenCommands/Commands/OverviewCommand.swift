import ArgumentParser
import PartySetup

/// `blauweknop overview`.
struct OverviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overview",
        abstract: "Ask all organisations what data they hold about you.",
        discussion: "With --json the sealed document itself is written.")

    @OptionGroup var common: CommonOptions

    @Option(help: "Save the sealed document in this file.")
    var output: String?

    func run() async throws {
        try await common.run { program, printer in
            let received = try await program.overview()
            if let output { try TextFile.write(received.bytes, to: output) }
            let text = OverviewText(
                overview: received.overview, directory: received.directory,
                texts: printer.texts)
            for line in text.lines { printer.say(line) }
            printer.document(received.bytes)
        }
    }
}
