import HousingReceiver
import PartySetup

await ProgramRun.main(ReceiverCommand.self)
