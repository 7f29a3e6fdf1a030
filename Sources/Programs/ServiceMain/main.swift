import CitizenService
import PartySetup
import Transport

EventLoopExecutor.install()
await ProgramRun.main(ServiceCommand.self)
