import PartySetup
import ServiceLifecycle
import Transport

/// Runs servers of the benchmark until SIGTERM, after saying `ready` with their ports.
enum Serving {
    static func run(_ servers: [HTTPServer], others: [any Service] = []) async throws {
        try await ServerGroup.whileRunning(
            servers, others: others, logger: ProgramRun.logger("bench")
        ) { ports in
            ProgramRun.say(
                (["ready"] + ports.map { "\($0)" }).joined(separator: " "))
            // Whoever measures ends the process.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        }
    }
}
