import ArgumentParser
import Testing

@testable import PartySetup

struct UnknownCommandTests {
    private struct Root: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "root", abstract: "Root.", subcommands: [Requests.self, Show.self])
    }
    private struct Requests: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "requests", abstract: "Requests.", subcommands: [Create.self])
    }
    private struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Creates.")
    }
    private struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows.")
        @Argument(help: "What.") var what: String
    }

    private func text(_ arguments: [String]) throws -> String? {
        try UnknownCommand.text(in: arguments, of: CommandDescription(help: Root._dumpHelp()))
    }

    @Test(arguments: [
        (
            ["request", "list", "--config", "x"],
            "'root' has no command 'request'; the nearest is 'requests'"
        ),
        (["requests", "creat"], "'root requests' has no command 'creat'; the nearest is 'create'"),
        (["requests", "withdraw", "--json"], "'root requests' has no command 'withdraw'\n"),
        (["\u{1B}[2Jx"], "'root' has no command '[2Jx'\n"),
    ])
    func `a word that names no command is told, with the nearest that does`(
        arguments: [String], said: String
    ) throws {
        #expect(try text(arguments)?.contains("Error: \(said)") == true)
    }

    @Test(arguments: [
        [], ["--nonsense"], ["requests"], ["requests", "create", "more"], ["show", "anything"],
        ["help", "request"],
    ])
    func `what is no command's name is left to the parser`(arguments: [String]) throws {
        #expect(try text(arguments) == nil)
    }
}
