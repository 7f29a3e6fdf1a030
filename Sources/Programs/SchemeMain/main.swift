import PartySetup
import SchemeCommands

await ProgramRun.main(SchemeCommand.self)
