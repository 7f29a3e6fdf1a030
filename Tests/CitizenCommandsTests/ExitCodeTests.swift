import ArgumentParser
import BlueButton
import OpenSSL
import PartySetup
import StrictJSON
import Testing
import Transport
import Trust

@testable import CitizenCommands

/// How a command ends: 0 fine, 1 refused, 2 usage, 3 unreachable, 4 not logged in, 130 stopped.
struct ExitCodeTests {
    private static let shape = JSONShapeError(path: "$.state", expected: "a string")

    @Test(
        arguments: [
            (Refusal(.expired, "expected a request"), 1, "expired"),
            (SetupError(.fileUnreadable, "expected a file"), 2, "file-unreadable"),
            (TransportError(.timeout, "expected an answer"), 3, "timeout"),
            (CitizenError.notLoggedIn, 4, "not-logged-in"),
            (CitizenError.interrupted, 130, "interrupted"),
            (CitizenError(.usage, code: "language-unknown", "expected"), 2, "language-unknown"),
            (ExitCodeTests.shape, 1, "malformed"), (CancellationError(), 1, "unexpected"),
        ] as [(any Error, Int32, String)])
    func `each kind of trouble has its exit code and its own code`(
        error: any Error, exit: Int32, code: String
    ) async throws {
        let shown = CitizenError(error)
        #expect(shown.kind.rawValue == exit && shown.code == code)
        let options = try CommonOptions.parse([])
        let ended = await #expect(throws: ExitCode.self) {
            try await options.explain { _ in throw error }
        }
        #expect(ended?.rawValue == exit)
    }

    @Test func `an exit code passes as it is, and a good end is none`() async throws {
        let options = try CommonOptions.parse(["--json"])
        let ended = await #expect(throws: ExitCode.self) {
            try await options.explain { _ in throw ExitCode(7) }
        }
        #expect(ended?.rawValue == 7)
        try await options.explain { printer in #expect(printer.isJSON) }
    }

    @Test func `the language is the one that was asked for, or none at all`() async throws {
        #expect(try CommonOptions.parse(["--language", "nl"]).chosenLanguage() == .nl)
        for language in ["de", "NL", ""] {
            let options = try CommonOptions.parse(["--language", language])
            let ended = await #expect(throws: ExitCode.self) { try await options.explain { _ in } }
            #expect(ended?.rawValue == 2)
        }
    }

    @Test(arguments: [
        ["nonsense"], ["data"], ["release"], ["withdraw"], ["request", "show"],
        ["release", "link", "--wait", "soon"], ["overview", "--nonsense"],
    ])
    func `a command that is not known or lacks something is a usage error`(
        arguments: [String]
    ) {
        let error = #expect(throws: (any Error).self) {
            _ = try CitizenCommand.parseAsRoot(arguments)
        }
        #expect(error.map { CitizenCommand.exitCode(for: $0) } == .validationFailure)
    }

    @Test(
        arguments: [
            (401, "token-expired", CitizenError.Kind.notLoggedIn, "token-expired"),
            (502, "unreachable", .unreachable, "unreachable"),
            (504, "timeout", .unreachable, "timeout"),
            (404, "consent-unknown", .refused, "consent-unknown"),
            (500, nil, .refused, "status-500"),
            (302, nil, .refused, "status-302"),
        ] as [(Int, String?, CitizenError.Kind, String)])
    func `the service's problems are told in its own code`(
        status: Int, code: String?, kind: CitizenError.Kind, shown: String
    ) throws {
        let body =
            code.map { #"{"code": "\#($0)", "detail": "expected \u001b[2J more"}"# } ?? "<html>"
        let reply = HTTPReply(status: status, headers: HeaderList([]), body: Array(body.utf8))
        let error = #expect(throws: CitizenError.self) { try ServiceClient.accepted(reply) }
        #expect(error?.kind == kind && error?.code == shown)
        #expect(error?.message.contains("\u{1B}") == false)
    }
}
