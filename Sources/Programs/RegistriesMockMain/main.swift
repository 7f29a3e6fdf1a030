import RegistriesMock
import PartySetup

await ProgramRun.main(MockCommand.self)
