import CitizenCommands
import Foundation
import PartySetup

if let help = HelpPage.asked(
    arguments: Array(CommandLine.arguments.dropFirst()),
    environment: ProcessInfo.processInfo.environment)
{
    ProgramRun.say(help)
} else {
    await ProgramRun.main(CitizenCommand.self)
}
