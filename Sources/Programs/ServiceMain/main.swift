import CitizenService
import PartySetup
import Transport

ServingProcess.begin()
await ProgramRun.main(ServiceCommand.self)
