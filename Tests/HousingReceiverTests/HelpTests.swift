import ArgumentParser
import PartySetup
import Testing

@testable import HousingReceiver

/// The help of every command: it fits a terminal, and its usage names every option.
struct HelpTests {
    private static let commands = helps(of: ReceiverCommand.self)

    private static func helps(of command: any ParsableCommand.Type) -> [String] {
        [UsageLine.broken(in: ReceiverCommand.helpMessage(for: command, columns: 80))]
            + command.configuration.subcommands.flatMap { helps(of: $0) }
    }

    @Test func `there is help for every command`() {
        #expect(Self.commands.count >= 20)
        for name in ["requests create", "applications export", "packages export", "backup"] {
            #expect(Self.commands.contains { $0.contains("blauweknop-receiver \(name)") })
        }
    }

    @Test(arguments: commands)
    func `help fits 80 columns, and its usage names every option`(_ help: String) throws {
        for line in help.split(separator: "\n") { #expect(line.count <= 80) }
        let usage = try #require(help.firstMatch(of: /USAGE: (?s:.*?)\n\n/)).output
        for option in help.matches(of: /\n  (--[a-z-]+)/) {
            #expect(usage.contains(option.output.1))
        }
    }
}
