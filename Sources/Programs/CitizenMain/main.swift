import CitizenCommands
import Foundation

let arguments = ConsentArguments.readable(Array(CommandLine.arguments.dropFirst()))
if let help = HelpPage.asked(
    arguments: arguments, environment: ProcessInfo.processInfo.environment)
{
    ProgramRun.say(help)
} else {
    await ProgramRun.main(CitizenCommand.self, arguments: arguments)
}
