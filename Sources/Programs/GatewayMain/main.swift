import PartySetup
import RegistryGateway
import Transport

ServingProcess.begin()
await ProgramRun.main(GatewayCommand.self)
