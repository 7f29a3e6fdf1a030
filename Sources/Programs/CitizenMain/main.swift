import CitizenCommands
import Foundation

await CitizenCall(
    arguments: Array(CommandLine.arguments.dropFirst()),
    environment: ProcessInfo.processInfo.environment
).run()
