import HousingReceiver
import PartySetup
import Transport

EventLoopExecutor.install()
await ProgramRun.main(ReceiverCommand.self)
