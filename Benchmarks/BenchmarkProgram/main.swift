import PartySetup
import Transport

EventLoopExecutor.install()
await ProgramRun.main(BenchmarkCommand.self)
