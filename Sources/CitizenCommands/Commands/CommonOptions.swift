import ArgumentParser
import BlueButton
import Foundation
import Logging
import PartySetup
import StrictJSON

/// What every command of `blauweknop` understands.
struct CommonOptions: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Write the answer as JSON, and nothing else.")
    var isJSON = false

    @Option(help: "The language: nl or en; else that of LANG.")
    var language: String?

    func chosenLanguage() throws -> Language {
        if let language {
            guard let chosen = Language(rawValue: language) else {
                throw CitizenError(
                    .usage, code: "language-unknown", "expected --language nl or en")
            }
            return chosen
        }
        return Language(environment: ProcessInfo.processInfo.environment)
    }

    /// Runs a command with a program and a printer; explains errors and turns them into exit codes.
    func run(
        _ body: (CitizenProgram, Printer) async throws -> Void
    ) async throws {
        try await explain { printer in
            var logger = Logger(label: "blauweknop") { StreamLogHandler.standardError(label: $0) }
            logger.logLevel = .error
            let program = try CitizenProgram(
                home: CitizenHome(environment: ProcessInfo.processInfo.environment),
                language: printer.language, logger: logger)
            do {
                try await body(program, printer)
            } catch {
                await program.close()
                throw error
            }
            await program.close()
        }
    }

    /// Runs a command that needs no program.
    func explain(_ body: (Printer) async throws -> Void) async throws {
        var printer = Printer(language: .en, isJSON: isJSON)
        do {
            printer = Printer(language: try chosenLanguage(), isJSON: isJSON)
            try await body(printer)
        } catch let exit as ExitCode {
            throw exit
        } catch {
            let trouble = CitizenError(error)
            printer.tell("blauweknop: error: \(trouble.message) (\(trouble.code))")
            if let hint = trouble.hint { printer.tell("blauweknop: hint: \(hint)") }
            printer.answer([
                "error": .string(trouble.code), "message": .string(trouble.message),
            ])
            throw ExitCode(trouble.kind.rawValue)
        }
    }
}
