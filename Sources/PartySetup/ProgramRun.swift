package import ArgumentParser
import BlueButton
import Foundation
package import Logging
import Sovereignty
import Transport
import Trust

/// How programs that serve begin and end: logging, and errors that a person can act on.
package enum ProgramRun {
    /// Runs a command; explains an error on standard error and exits with 2 for a setup that is
    /// wrong, 1 for anything else.
    package static func orExplain(
        _ program: String, _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch let error as ExitCode {
            throw error
        } catch {
            let explained = explanation(of: error)
            complain("\(program): error: \(explained.text)")
            throw ExitCode(explained.status)
        }
    }

    /// Runs a program that serves, with its logger, as `orExplain` runs a command; where the log is
    /// JSON the error is a line of it too, of the level `critical` and with its `code`.
    package static func serving(
        _ program: String, _ body: (Logger) async throws -> Void
    ) async throws {
        let logger = logger(program)
        try await orExplain(program) {
            do {
                try await body(logger)
            } catch {
                guard isJSONWanted, !(error is ExitCode) else { throw error }
                let explained = explanation(of: error)
                logger.critical("\(explained.text)", metadata: ["code": "\(explained.code)"])
                throw ExitCode(explained.status)
            }
        }
    }

    /// Has a running program read its files anew; where something is wrong it goes on with those it
    /// had, and the log says what was expected.
    package static func renew(
        _ logger: Logger, telling supervisor: Supervisor, _ body: () async throws -> Void
    ) async {
        supervisor.isReloading()
        do {
            try await body()
            logger.notice("files read anew")
            supervisor.reloaded("serving, files read anew")
        } catch {
            let text = "files not taken, those before stay in use"
            logger.error("\(text): \(explanation(of: error).text)")
            supervisor.reloaded("serving; \(text), see the log")
        }
    }

    private static func explanation(
        of error: any Error
    ) -> (text: String, code: String, status: Int32) {
        switch error {
        case let error as SetupError:
            (error.message, error.code.rawValue, 2)
        case let error as Refusal:
            ("\(error.message) (\(error.code.rawValue))", error.code.rawValue, 2)
        case let error as TrustError:
            ("\(error.message) (\(error.code.rawValue))", error.code.rawValue, 2)
        case let error as StoreError:
            (error.message, error.code.rawValue, 1)
        case let error as TransportError:
            (error.message, error.code.rawValue, 1)
        default:
            ("unexpected: \(type(of: error))", "unexpected", 1)
        }
    }

    /// Whether `LOG_FORMAT` asks for JSON.
    private static var isJSONWanted: Bool {
        ProcessInfo.processInfo.environment["LOG_FORMAT"] == "json"
    }

    /// Logs to standard error, from the level that `LOG_LEVEL` names, `info` by default; as JSON
    /// where `LOG_FORMAT` is `json`, else as text.
    package static func logger(_ label: String) -> Logger {
        var logger = Logger(label: label) { label in
            if isJSONWanted {
                JSONLogHandler.standardError(label: label) as any LogHandler
            } else {
                StreamLogHandler.standardError(label: label)
            }
        }
        let environment = ProcessInfo.processInfo.environment
        let name = environment["LOG_LEVEL"] ?? "info"
        let level = Logger.Level(rawValue: name.lowercased())
        logger.logLevel = level ?? .info
        if level == nil {
            let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            logger.warning("expected LOG_LEVEL as one of \(known)")
        }
        if let format = environment["LOG_FORMAT"], !["json", "text"].contains(format) {
            logger.warning("expected LOG_FORMAT as json or text")
        }
        return logger
    }

    /// Writes a line to standard output; a closed pipe is the end of the output, not an error.
    package static func say(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    }

    /// Warns on standard error, and goes on.
    package static func warn(_ program: String, _ text: String) {
        complain("\(program): warning: \(text)")
    }

    /// Writes a line to standard error.
    package static func complain(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }
}

extension ProgramRun {
    /// Has a closed pipe be the end of the output: whoever reads ours may stop reading, then writing
    /// fails and nothing else happens.
    package static func outliveClosedPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Runs a program from its arguments.
    ///
    /// Usage errors exit with 2, as every other program of ours does; ArgumentParser would say 64.
    ///
    /// - Parameters:
    ///   - arguments: without the program's name; those of the process by default.
    ///   - usage: words for a usage error, given the parser's; by default those, and which command
    ///     may have been meant.
    package static func main(
        _ command: any AsyncParsableCommand.Type,
        arguments: [String] = Array(CommandLine.arguments.dropFirst()),
        usage: ((String) -> String)? = nil
    ) async {
        outliveClosedPipes()
        do {
            var parsed = try command.parseAsRoot(arguments)
            if var asynchronous = parsed as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try parsed.run()
            }
        } catch {
            let code = command.exitCode(for: error)
            let message = command.fullMessage(for: error)
            guard code == .validationFailure else {
                let text = UsageLine.broken(in: message)
                if !text.isEmpty {
                    if code == .success { say(text) } else { complain(text) }
                }
                Foundation.exit(code.rawValue)
            }
            complain(
                usage?(message) ?? unknownCommand(in: arguments, of: command)
                    ?? UsageLine.broken(in: message))
            Foundation.exit(2)
        }
    }

    private static func unknownCommand(
        in arguments: [String], of command: any AsyncParsableCommand.Type
    ) -> String? {
        guard let description = try? CommandDescription(help: command._dumpHelp()) else {
            return nil
        }
        return UnknownCommand.text(in: arguments, of: description)
    }
}
