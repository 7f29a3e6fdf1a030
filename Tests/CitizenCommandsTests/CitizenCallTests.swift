import ArgumentParser
import BlueButton
import Foundation
import Testing

@testable import CitizenCommands

/// What is answered before a command runs: help, and how a command was typed wrongly.
struct CitizenCallTests {
    private static let dutch = ["LANG": "nl_NL.UTF-8"]
    private static let english = ["LANG": "en_GB.UTF-8"]

    private func call(_ line: String, _ environment: [String: String]) -> CitizenCall {
        CitizenCall(
            arguments: line.split(separator: " ").map(String.init), environment: environment)
    }

    /// What a citizen reads of a call that the parser refuses.
    private func told(_ line: String, _ environment: [String: String]) throws -> String {
        let call = call(line, environment)
        #expect(call.answer == nil)
        let error = try #require(throws: (any Error).self) {
            _ = try CitizenCommand.parseAsRoot(call.arguments)
        }
        return call.words(for: CitizenCommand.fullMessage(for: error))
    }

    @Test(arguments: [
        ("release", "u vergat LINK: De link", "LINK is missing: The link"),
        ("request show", "u vergat LINK", "LINK is missing"),
        ("data", "u vergat ORGANISATIE", "SOURCE is missing"),
        ("verify", "u vergat BESTANDEN", "PATHS is missing"),
        (
            "overveiw", "de opdracht 'overveiw' bestaat niet. Bedoelt u 'overview'?",
            "there is no command 'overveiw'. Did you mean 'overview'?"
        ),
        (
            "log lsit", "de opdracht 'log lsit' bestaat niet. Bedoelt u 'log list'?",
            "there is no command 'log lsit'. Did you mean 'log list'?"
        ),
        ("nonsense", "de opdracht 'nonsense' bestaat niet.", "there is no command 'nonsense'."),
        (
            "overview --jsno", "de optie '--jsno' bestaat niet. Bedoelt u '--json'?",
            "there is no option '--jsno'. Did you mean '--json'?"
        ),
        ("overview --qqqqqqqqq", "de optie '--qqqqqqqqq' bestaat niet.", "there is no option"),
        ("overview --html", "achter '--html' hoort nog iets", "something has to follow '--html'"),
        ("release x --wait soon", "'soon' kan niet bij '--wait'.", "'soon' cannot be '--wait'."),
        ("data brp bri", "'bri' hoort er niet bij.", "'bri' does not belong there."),
    ])
    func `what was typed wrongly is told in both languages, and where help is`(
        _ line: String, _ nl: String, _ en: String
    ) throws {
        for (environment, expected, help) in [
            (Self.dutch, nl, "\nblauweknop: tip: hulp met: blauweknop"),
            (Self.english, en, "\nblauweknop: hint: for help: blauweknop"),
        ] {
            let told = try told(line, environment)
            let joined = told.split { " \n".contains($0) }.joined(separator: " ")
            #expect(joined.contains(expected), "\(told)")
            #expect(told.contains(help) && told.contains("--help"), "\(told)")
            #expect(told.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(told)")
        }
        let dutch = try told(line, Self.dutch)
        for word in ["Error", "Usage", "Missing", "Unknown", "Did you mean"] {
            #expect(!dutch.contains(word), "\(dutch)")
        }
    }

    @Test func `who forgets the link reads how the command is typed`() throws {
        #expect(
            try told("release", Self.dutch)
                .contains("\nblauweknop: tip: typ: blauweknop release 'LINK'\n"))
        #expect(
            try told("data", Self.english)
                .contains("\nblauweknop: hint: type: blauweknop data 'SOURCE'\n"))
    }

    @Test(arguments: ["", "request", "passphrase", "--language nl", "request --language nl"])
    func `a command that does nothing by itself shows its help, in Dutch as well`(_ line: String) {
        guard case .help(let text) = call(line, Self.dutch).answer else {
            Issue.record("expected help")
            return
        }
        #expect(text.contains("\nGEBRUIK:\n  blauweknop") && text.contains("OPDRACHTEN:"))
    }

    @Test(arguments: [
        ("help foo", "foo"), ("help request shwo", "request shwo"), ("help log foo", "log foo"),
    ])
    func `help of a command that is not there is trouble`(_ line: String, _ name: String) {
        for (environment, text) in [
            (Self.dutch, "de opdracht '\(name)' bestaat niet."),
            (Self.english, "there is no command '\(name)'."),
        ] {
            guard case .trouble(let told) = call(line, environment).answer else {
                Issue.record("expected trouble")
                return
            }
            #expect(told.contains(text), "\(told)")
        }
        #expect(call("help", Self.english).answer == nil)
        #expect(call("help overview", Self.english).answer == nil)
    }

    @Test(arguments: [
        ("--language nl overview", "overview --language nl"),
        ("--language=en data brp --json", "data brp --json --language=en"),
        ("--language nl verify -- -x", "verify --language nl -- -x"),
        ("--language", "--language"), ("overview --language nl", "overview --language nl"),
    ])
    func `a language before the command is that of the command`(_ line: String, _ moved: String) {
        let call = call(line, Self.english)
        #expect(call.arguments.joined(separator: " ") == moved)
        if line.contains("nl") { #expect(call.language == .nl) }
    }

    @Test func `the version is that of the public description of the program`() throws {
        let error = try #require(throws: (any Error).self) {
            _ = try CitizenCommand.parseAsRoot(["--version"])
        }
        #expect(CitizenCommand.exitCode(for: error) == .success)
        let version = CitizenCommand.version
        #expect(CitizenCommand.fullMessage(for: error) == "blauweknop \(version)")
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let described = try String(
            contentsOf: root.appendingPathComponent("publiccode.yml"), encoding: .utf8)
        #expect(described.contains("softwareVersion: \(version)\n"))
    }

    @Test func `nothing that was typed steers the terminal`() throws {
        let evil = "\u{1B}[2J\u{202E}"
        for line in ["\(evil)", "overview --\(evil)", "data brp \(evil)", "help \(evil)"] {
            let call = call(line, Self.dutch)
            let told: String
            if case .trouble(let text) = call.answer {
                told = text
            } else {
                told = try self.told(line, Self.dutch)
            }
            #expect(!told.unicodeScalars.contains { "\u{1B}\u{202E}".unicodeScalars.contains($0) })
        }
    }
}
