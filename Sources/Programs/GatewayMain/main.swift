import RegistryGateway
import PartySetup

await ProgramRun.main(GatewayCommand.self)
