import ArgumentParser
import Foundation
import PartySetup

extension CitizenCall {
    /// Answers the call, and ends the process with its exit code; a usage error is 2, as that of
    /// every other program of ours.
    package func run() async {
        // Whoever reads our output may stop reading: then writing fails, and nothing else happens.
        signal(SIGPIPE, SIG_IGN)
        switch answer {
        case .help(let text):
            return ProgramRun.say(text)
        case .trouble(let text):
            ProgramRun.complain(text)
            exit(CitizenError.Kind.usage.rawValue)
        case nil:
            break
        }
        do {
            var parsed = try CitizenCommand.parseAsRoot(
                ConsentArguments.readable(arguments))
            if var asynchronous = parsed as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try parsed.run()
            }
        } catch {
            let code = CitizenCommand.exitCode(for: error)
            let text = CitizenCommand.fullMessage(for: error)
            switch code {
            case .success: ProgramRun.say(UsageLine.broken(in: text))
            case .validationFailure: ProgramRun.complain(words(for: text))
            default: if !text.isEmpty { ProgramRun.complain(text) }
            }
            let isUsage = code == .validationFailure
            exit(isUsage ? CitizenError.Kind.usage.rawValue : code.rawValue)
        }
    }
}
