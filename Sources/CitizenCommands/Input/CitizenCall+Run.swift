import Foundation
import PartySetup

extension CitizenCall {
    /// Answers the call, and ends the process with its exit code; a usage error is 2, as that of
    /// every other program of ours.
    package func run() async {
        ProgramRun.outliveClosedPipes()
        switch answer {
        case .help(let text):
            ProgramRun.say(text)
        case .trouble(let text):
            ProgramRun.complain(text)
            exit(CitizenError.Kind.usage.rawValue)
        case nil:
            await ProgramRun.main(
                CitizenCommand.self, arguments: ConsentArguments.readable(arguments),
                usage: words(for:))
        }
    }
}
