import CitizenCommands
import PartySetup

await ProgramRun.main(CitizenCommand.self)
