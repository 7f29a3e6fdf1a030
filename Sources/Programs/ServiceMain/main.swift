import CitizenService
import PartySetup

await ProgramRun.main(ServiceCommand.self)
