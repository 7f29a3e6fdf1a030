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

    @Option(help: "The language: nl or en; else that of LANG.", completion: Completions.languages)
    var language: String?

    @Option(
        name: .customLong("passphrase-file"),
        help: "A file, or a descriptor such as /dev/fd/3, with the passphrase on its first line.",
        completion: .file())
    var passphraseFile: String?

    /// Where the passphrase of the keys comes from.
    func prompt(_ printer: Printer) -> PassphrasePrompt {
        PassphrasePrompt(printer: printer, file: passphraseFile)
    }

    /// The home that the environment names.
    func home(asking prompt: PassphrasePrompt?) -> CitizenHome {
        CitizenHome(
            environment: ProcessInfo.processInfo.environment,
            passphrases: prompt?.source ?? .absent)
    }

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
            // Whatever stops a command is told in words; what a server of ours logs helps nobody.
            logger.logLevel = .critical
            let program = try CitizenProgram(
                home: home(asking: prompt(printer)),
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
        // Where the language that was asked for is none, that is told in the environment's.
        let environment = ProcessInfo.processInfo.environment
        var printer = Printer(language: Language(environment: environment), isJSON: isJSON)
        do {
            printer = Printer(language: try chosenLanguage(), isJSON: isJSON)
            try await body(printer)
        } catch let exit as ExitCode {
            throw exit
        } catch {
            let trouble = CitizenError(error)
            if trouble.kind == .interrupted {
                printer.tell(printer.texts.interrupted)
            } else {
                printer.tell(trouble)
            }
            printer.answer(.object(trouble.json(printer.texts)))
            throw ExitCode(trouble.kind.rawValue)
        }
    }
}
