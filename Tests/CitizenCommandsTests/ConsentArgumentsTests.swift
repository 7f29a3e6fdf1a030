import ArgumentParser
import Testing

@testable import CitizenCommands

/// A consent's id is an id, whatever it begins with.
struct ConsentArgumentsTests {
    private static let id = "-OTOZkdCLrM5H0ac0bG30g"

    @Test(
        arguments: [
            ["withdraw", id], ["withdraw", id, "--json"], ["withdraw", "--json", id],
            ["withdraw", "--language", "nl", id], ["withdraw", "--", id],
            ["withdraw", "--TOZkdCLrM5H0ac0bG30g"], ["withdraw", "OOTOZkdCLrM5H0ac0bG30g"],
        ])
    func `it may begin with a dash`(arguments: [String]) throws {
        let parsed = try CitizenCommand.parseAsRoot(ConsentArguments.readable(arguments))
        let command = try #require(parsed as? WithdrawCommand)
        #expect(arguments.contains(command.id) && command.id.hasSuffix("TOZkdCLrM5H0ac0bG30g"))
    }

    @Test func `confirm takes it as well, with all its options`() throws {
        let parsed = try CitizenCommand.parseAsRoot(
            ConsentArguments.readable(["confirm", Self.id, "--receipt", "file"]))
        let command = try #require(parsed as? ConfirmCommand)
        #expect(command.id == Self.id && command.confirmation.receipt == "file")
    }

    @Test(
        arguments: [
            ["withdraw", "--no-such-option"], ["withdraw", "-x"], ["withdraw", id, id],
            ["data", id], ["withdraw", "-OTOZkdCLrM5H0ac0bG30i"],
        ])
    func `what is no id stays a usage error`(arguments: [String]) {
        #expect(throws: (any Error).self) {
            _ = try CitizenCommand.parseAsRoot(ConsentArguments.readable(arguments))
        }
    }
}
