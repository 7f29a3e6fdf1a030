import ArgumentParser
import CitizenService
import Logging
import OpenSSL
import PartySetup
import Sovereignty
import Transport
import Trust

/// The service as `blauweknop-service` runs it; only that it can be told to do without timestamps.
struct OverviewServiceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overview-service", abstract: "The service.")

    @Option var config: String
    @Flag var withoutTimestamps = false

    func run() async throws {
        var logger = ProgramRun.logger("service")
        logger.logLevel = .error
        let program = try await ServiceProgram(
            ServiceConfiguration(settings: Settings(file: config)),
            timestamps: withoutTimestamps ? NoTimestamps() : nil, logger: logger)
        try await Serving.run([program.server], others: program.others)
    }

    private struct NoTimestamps: TimestampAuthority {
        func timestamp(
            over message: [UInt8], deadline: ContinuousClock.Instant
        ) async throws(TimestampFailure) -> Timestamp {
            throw TimestampFailure(code: "unreachable")
        }
    }
}
