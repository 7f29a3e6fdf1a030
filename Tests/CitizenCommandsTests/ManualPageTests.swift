import ArgumentParser
import BlueButton
import PartySetup
import StrictJSON
import Testing

@testable import CitizenCommands

struct ManualPageTests {
    @Test(arguments: Language.allCases)
    func `every command and every option stands in the manual`(language: Language) throws {
        let help = CitizenCommand._dumpHelp()
        let page = try ManualPage(help: help, words: Texts(language).manualWords).text
        let commands = CitizenCommand.configuration.subcommands.compactMap {
            $0.configuration.commandName
        }
        #expect(commands.count > 10)
        for command in commands { #expect(page.contains("\n.SS \(command)"), "\(command)") }
        let options = Set(
            help.matches(of: /"kind" : "long",\s*"name" : "([a-z-]+)"/).map(\.output.1))
        #expect(options.count > 8)
        for option in options where option != "help" {
            #expect(page.contains("\\-\\-" + option.replacing("-", with: "\\-")), "\(option)")
        }
    }

    @Test func `the manual has another text in each language, and the same parts`() throws {
        let pages = try Language.allCases.map { language in
            try ManualPage(help: CitizenCommand._dumpHelp(), words: Texts(language).manualWords)
                .text
        }
        #expect(pages[0] != pages[1])
        for macro in [".SH ", ".SS ", ".TP\n"] {
            #expect(pages[0].ranges(of: macro).count == pages[1].ranges(of: macro).count)
        }
        #expect(!pages[0].contains(".SH NAME") && pages[1].contains(".SH NAME"))
    }

    @Test(arguments: [
        (".TH evil", "\\&.TH evil"), ("'x", "\\&'x"), ("a\\fBb", "a\\efBb"), ("a-b", "a\\-b"),
        ("a\n.b", "a\n\\&.b"),
    ])
    func `no text is taken for a request`(text: String, escaped: String) {
        #expect(ManualPage.escaped(text) == escaped)
    }

    @Test(arguments: ["", "[]", "{}", #"{"command": 1}"#])
    func `anything but a description of commands is refused`(help: String) {
        #expect(throws: JSONShapeError.self) {
            try ManualPage(help: help, words: Texts(.nl).manualWords)
        }
    }
}
