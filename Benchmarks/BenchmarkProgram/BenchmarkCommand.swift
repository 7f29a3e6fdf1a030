import ArgumentParser

/// Measures the proof of concept; `scripts/bench` builds it and runs it.
struct BenchmarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blauweknop-bench",
        abstract: "Measures the service beside peers and ceilings, and writes a report.",
        subcommands: [
            RunCommand.self, CoreServiceCommand.self, CoreGatewaysCommand.self, ProbeCommand.self,
            KernelCommand.self, LogCommand.self, OverviewGatewaysCommand.self,
            OverviewServiceCommand.self,
        ])
}
