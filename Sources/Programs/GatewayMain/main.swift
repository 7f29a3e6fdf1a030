import PartySetup
import RegistryGateway
import Transport

EventLoopExecutor.install()
await ProgramRun.main(GatewayCommand.self)
