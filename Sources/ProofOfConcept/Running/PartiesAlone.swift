import Foundation
import PartySetup
import Synchronization

/// Every party as a process of its own, from its configuration file.
package final class PartiesAlone: Parties {
    private let stage: Stage
    /// The folder of the executables.
    private let programs: String
    private let launch: @Sendable (PartyName) -> Launch
    private let running = Mutex<[PartyName: RunningProcess]>([:])

    /// With what a party's program is started.
    package struct Launch: Sendable {
        package let arguments: [String]
        /// What goes over this process's own environment.
        package let environment: [String: String]
        /// A program, with its arguments, that starts the party's program as its own process.
        package let tracer: [String]

        package init(
            arguments: [String], environment: [String: String] = [:], tracer: [String] = []
        ) {
            self.arguments = arguments
            self.environment = environment
            self.tracer = tracer
        }
    }

    /// - Parameter launch: with what each party starts; from the stage's configuration files where
    ///   nil.
    package init(
        _ stage: Stage, programs: String, launch: (@Sendable (PartyName) -> Launch)? = nil
    ) {
        self.stage = stage
        self.programs = programs
        self.launch =
            launch ?? { party in
                Launch(
                    arguments: ["serve", "--config", stage.configuration(party.rawValue)]
                        + (party == .mocks ? ["--root", stage.root] : []))
            }
    }

    package func start(_ party: PartyName) async throws {
        guard stage.parties.contains(party) else { return }
        let launch = launch(party)
        let words = launch.tracer + ["\(programs)/\(party.program)"] + launch.arguments
        let process = try RunningProcess(
            executable: words[0], arguments: Array(words.dropFirst()),
            environment: launch.environment, log: "\(stage.folder)/\(party.rawValue).log")
        running.withLock { $0[party] = process }
        for port in ports(of: party) {
            try await waitUntilOpen(port, of: party, process: process)
        }
    }

    package func stop(_ party: PartyName) async throws {
        guard let process = running.withLock({ $0.removeValue(forKey: party) }) else { return }
        process.terminate()
        try await process.waitForEnd(within: stage.patience.call * 2)
    }

    /// Kills a party's process at once, as a crash would.
    package func kill(_ party: PartyName) async throws {
        guard let process = running.withLock({ $0.removeValue(forKey: party) }) else { return }
        process.kill()
        try await process.waitForEnd(within: .seconds(5))
    }

    /// Sends SIGHUP; the party's log tells what came of it.
    package func reload(_ party: PartyName) async throws {
        running.withLock { $0[party] }?.hangUp()
    }

    private func ports(of party: PartyName) -> [Int] {
        let ports = stage.ports
        return switch party {
        case .mocks:
            [ports.digid, ports.brpRegistry, ports.briRegistry, ports.trustServices, ports.control]
                + (stage.landscape == nil ? [] : [ports.registersRegistry])
        case .brp: [stage.gatewayPort("brp")]
        case .bri: [stage.gatewayPort("bri")]
        case .registers: [stage.gatewayPort("registers")]
        case .service: [ports.service]
        case .woonhaven: [ports.woonhaven, ports.woonhavenOffice]
        case .stadswonen: [ports.stadswonen, ports.stadswonenOffice]
        }
    }

    private func waitUntilOpen(
        _ port: Int, of party: PartyName, process: RunningProcess
    ) async throws {
        if try await process.answers(at: port, within: stage.patience.call * 2) {
            return
        }
        let log = (try? TextFile.text("\(stage.folder)/\(party.rawValue).log")) ?? ""
        throw StoryError(
            "expected \(party.rawValue) to start; its last words: \(log.suffix(400))")
    }
}
