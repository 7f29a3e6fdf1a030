import ArgumentParser
import BlueButton
import PartySetup
import Testing

@testable import CitizenCommands

struct HelpPageTests {
    private static let dutch = ["LANG": "nl_NL.UTF-8"]

    /// Every text of a command and those below it.
    private static func texts(_ command: CommandDescription) -> [String] {
        [command.abstract, command.discussion]
            + command.arguments.filter { !$0.form.hasPrefix("--passphrase") }.map(\.abstract)
            + command.commands.flatMap { texts($0) }
    }

    @Test(arguments: ["overview", "data", "log", "verify", "manual"])
    func `every text of a command has its Dutch`(_ name: String) throws {
        let root = try CommandDescription(help: CitizenCommand._dumpHelp())
        let command = try #require(root.commands.first { $0.name == name })
        for text in Self.texts(command) + [root.abstract, root.discussion] {
            for paragraph in text.split(separator: "\n\n") {
                #expect(Texts.isTranslated(String(paragraph)), "\(paragraph)")
            }
        }
    }

    @Test(arguments: [
        ["--help"], ["-h"], ["help"], ["overview", "--help"], ["help", "overview"],
        ["log", "erase", "--help"], ["data", "brp", "-h"], ["verify", "--help"],
    ])
    func `help is Dutch where Dutch is asked for`(_ arguments: [String]) throws {
        let help = try #require(HelpPage.asked(arguments: arguments, environment: Self.dutch))
        #expect(help.contains("\nGEBRUIK:\n  blauweknop"))
        #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(!help.contains("Write the answer as JSON"))
    }

    @Test func `the help of a command has all that belongs to it`() throws {
        let help = try #require(
            HelpPage.asked(arguments: ["log", "erase", "-h"], environment: Self.dutch))
        #expect(help.hasPrefix("Wis wat een regel over u zegt"))
        #expect(help.contains("  blauweknop log erase ") && help.contains("\nWAARDEN:\n  NUMMER"))
        #expect(help.contains("\nOPTIES:\n  --yes") && help.contains("\n  --json"))
        #expect(help.contains("\n  -h, --help"))
        let root = try #require(HelpPage.asked(arguments: ["--help"], environment: Self.dutch))
        #expect(root.contains("\n\nBegin hier: 'blauweknop login', daarna 'blauweknop overview'."))
        for command in CitizenCommand.configuration.subcommands {
            #expect(root.contains("\n  \(command.configuration.commandName ?? "?") "))
        }
    }

    @Test(arguments: [
        (["--help"], ["LANG": "en_GB.UTF-8"]), (["--help"], [:]),
        (["overview", "--help", "--language", "en"], dutch),
        (["overview", "--help", "--language=en"], dutch), (["overview"], dutch), ([], dutch),
        (["--help"], ["LC_ALL": "C", "LANG": "nl_NL"]),
    ])
    func `any other call is the parser's own`(
        _ arguments: [String], _ environment: [String: String]
    ) {
        #expect(HelpPage.asked(arguments: arguments, environment: environment) == nil)
    }

    @Test(arguments: [
        (["LANG": "nl_NL.UTF-8"], Language.nl), (["LANG": "en_GB.UTF-8"], .en), ([:], .en),
        (["LC_ALL": "nl_BE", "LANG": "C"], .nl), (["LC_ALL": "", "LANG": "nl"], .nl),
        (["LC_MESSAGES": "en_US", "LANG": "nl_NL"], .en), (["LANG": "de_DE"], .en),
    ])
    func `the language is that of the locale`(environment: [String: String], language: Language) {
        #expect(Language(environment: environment) == language)
    }
}
