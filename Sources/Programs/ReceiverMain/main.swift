import HousingReceiver
import PartySetup
import Transport

ServingProcess.begin()
await ProgramRun.main(ReceiverCommand.self)
