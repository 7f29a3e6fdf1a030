import ArgumentParser
import PartySetup
import StrictJSON

/// `blauweknop manual`.
struct ManualCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Write the manual page of this program.",
        discussion: """
            Read it with: blauweknop manual | man -l -

            To keep it, write it as blauweknop.1 in a folder of MANPATH, such as
            ~/.local/share/man/man1.
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.explain { printer in
            let page = try ManualPage(
                help: CitizenCommand._dumpHelp(), words: printer.texts.manualWords)
            printer.sayAsIs(page.text)
            printer.answer(["manual": .string(page.text)])
        }
    }
}
