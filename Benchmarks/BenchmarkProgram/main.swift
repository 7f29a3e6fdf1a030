import PartySetup
import Transport

ServingProcess.begin()
await ProgramRun.main(BenchmarkCommand.self)
