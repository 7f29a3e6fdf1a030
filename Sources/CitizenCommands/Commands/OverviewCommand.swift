import ArgumentParser
import BlueButton
import Foundation
import PartySetup
import PlainWords

/// `blauweknop overview`.
struct OverviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overview",
        abstract: "Ask all organisations what data they hold about you.",
        discussion: """
            Shows who holds what kind of data about you, since when, why, how long and who else \
            gets it; and of whom it is not known, with what you can do.

            On a terminal you see who is being asked, and for how long already. The service answers \
            for all organisations at once.

            With --json the sealed document itself is written.
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: "Save the sealed document in this file.", completion: .file())
    var output: String?

    @Option(
        help: """
            Save the overview as one page for a browser in this file. It works offline and carries \
            the sealed document, so 'blauweknop verify' accepts the page as well.
            """, completion: .file())
    var html: String?

    @Flag(
        name: .customLong("no-progress"),
        help: "Do not show who is being asked, such as for a screen reader.")
    var isQuiet = false

    func run() async throws {
        try await common.run { program, printer in
            let texts = printer.texts
            let terminal =
                isQuiet || printer.isJSON
                ? nil : Terminal(environment: ProcessInfo.processInfo.environment)
            let received = try await LiveProgress.showing(on: terminal, texts: texts) { board in
                let received = try await program.overview { directory in
                    board.begin(directory.sources.map { DisplayText($0.name).text })
                }
                board.finish(
                    OverviewAccount(
                        received.overview, directory: received.directory,
                        language: printer.language
                    ).answers.map { texts.answered($0) })
                return received
            }
            if let output { try TextFile.write(received.bytes, to: output, isPrivate: true) }
            if let html {
                let page = received.page(in: printer.language)
                try TextFile.write(Array(page.utf8), to: html, isPrivate: true)
            }
            let lines = received.lines(in: printer.language, zone: printer.zone)
            lines.forEach { printer.say($0) }
            for file in [output, html].compactMap({ $0 }) {
                printer.say()
                printer.say(texts.saved(in: DisplayText(file).text))
            }
            printer.document(received.bytes)
        }
    }
}
