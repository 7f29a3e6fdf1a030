import ProofOfConcept
import PartySetup

await ProgramRun.main(PocCommand.self)
