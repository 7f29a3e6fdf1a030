import CitizenService
import HousingReceiver
package import Logging
import PartySetup
import RegistriesMock
import RegistryGateway
import ServiceLifecycle
import Synchronization
import Transport

/// All parties in this process, each in a service group of its own, from the same configuration
/// files as on their own.
package final class PartiesInProcess: Parties {
    private struct Running: Sendable {
        let group: ServiceGroup
        let task: Task<Void, any Error>
        let reload: @Sendable () async throws -> Void
    }

    private let stage: Stage
    private let logger: Logger
    private let running = Mutex<[PartyName: Running]>([:])

    package init(_ stage: Stage, logger: Logger) {
        self.stage = stage
        self.logger = logger
    }

    package func start(_ party: PartyName) async throws {
        guard stage.parties.contains(party) else { return }
        let (opened, door) = AsyncStream.makeStream(of: Void.self)
        let onRunning: @Sendable (Int) async -> Void = { _ in door.yield() }
        let services = try await services(of: party, onRunning: onRunning)
        var configuration = ServiceGroupConfiguration(services: services.all, logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(5)
        let group = ServiceGroup(configuration: configuration)
        let task = Task {
            defer { door.finish() }
            try await group.run()
        }
        running.withLock { $0[party] = Running(group: group, task: task, reload: services.reload) }
        var count = 0
        for await _ in opened {
            count += 1
            if count == services.doors { return }
        }
        try await task.value
        throw StoryError("expected \(party.rawValue) to start")
    }

    package func stop(_ party: PartyName) async throws {
        guard let running = running.withLock({ $0.removeValue(forKey: party) }) else { return }
        await running.group.triggerGracefulShutdown()
        try await running.task.value
    }

    package func reload(_ party: PartyName) async throws {
        try await running.withLock { $0[party] }?.reload()
    }

    private func services(
        of party: PartyName, onRunning: @escaping @Sendable (Int) async -> Void
    ) async throws -> (
        all: [any Service], doors: Int, reload: @Sendable () async throws -> Void
    ) {
        let file = stage.configuration(party.rawValue)
        switch party {
        case .mocks:
            let program = try MockProgram(
                configuration: file, root: stage.root, logger: logger, onRunning: onRunning)
            return (program.landscape.services, program.landscape.servers.count, {})
        case .brp, .bri, .registers:
            let program = try GatewayProgram(
                await GatewayConfiguration(settings: Settings(file: file, environmentPrefix: nil)),
                logger: logger,
                onRunning: onRunning)
            return (
                [program.server] + program.others, 1,
                {
                    try program.reload(
                        await GatewayConfiguration(
                            settings: Settings(file: file, environmentPrefix: nil)))
                }
            )
        case .service:
            let program = try await ServiceProgram(
                ServiceConfiguration(settings: Settings(file: file, environmentPrefix: nil)),
                logger: logger,
                onRunning: onRunning)
            return (
                [program.server] + program.others, 1,
                {
                    try await program.reload(
                        ServiceConfiguration(
                            settings: await Settings(file: file, environmentPrefix: nil)))
                }
            )
        case .woonhaven, .stadswonen:
            let program = try await ReceiverProgram(
                ReceiverConfiguration(settings: Settings(file: file, environmentPrefix: nil)),
                logger: logger
            ) { _, port in await onRunning(port) }
            return (
                [program.server, program.backOffice] + program.others, 2,
                {
                    try await program.reload(
                        ReceiverConfiguration(
                            settings: await Settings(file: file, environmentPrefix: nil)))
                }
            )
        }
    }
}
