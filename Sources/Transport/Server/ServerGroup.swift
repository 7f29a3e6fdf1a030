package import Logging
package import ServiceLifecycle
internal import UnixSignals

/// Several servers and other services in one process.
package enum ServerGroup {
    /// Runs services until SIGTERM or SIGINT, then lets requests in progress end.
    ///
    /// - Parameter grace: how long they may take; then they are cancelled. By default longer than a
    ///   delivery in hand may last.
    package static func run(
        _ services: [any Service], grace: Duration = .seconds(25), logger: Logger
    ) async throws {
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = grace
        try await ServiceGroup(configuration: configuration).run()
    }

    /// Runs servers while a body runs, hands it their ports in the order given, and shuts down.
    ///
    /// For tests, mocks and the proof of concept. Where a server cannot start, its error is thrown
    /// and the body does not run.
    ///
    /// - Parameter others: services that run beside them, such as clients.
    package static func whileRunning<Value: Sendable>(
        _ servers: [HTTPServer], others: [any Service] = [], grace: Duration = .seconds(5),
        logger: Logger, _ body: @escaping @Sendable (_ ports: [Int]) async throws -> Value
    ) async throws -> Value {
        let (started, report) = AsyncStream.makeStream(of: (index: Int, port: Int).self)
        let reporting = servers.enumerated().map { index, server in
            server.reporting { port in report.yield((index, port)) }
        }
        var configuration = ServiceGroupConfiguration(
            services: reporting as [any Service] + others, logger: logger)
        configuration.maximumGracefulShutdownDuration = grace
        let group = ServiceGroup(configuration: configuration)
        return try await withThrowingTaskGroup(of: Value?.self) { tasks in
            tasks.addTask {
                defer { report.finish() }
                try await group.run()
                return nil
            }
            tasks.addTask {
                let ports = await ports(of: servers.count, from: started)
                guard let ports else { return nil }
                let outcome: Result<Value, any Error>
                do {
                    outcome = .success(try await body(ports))
                } catch {
                    outcome = .failure(error)
                }
                await group.triggerGracefulShutdown()
                return try outcome.get()
            }
            var value: Value?
            while let finished = try await tasks.next() { value = finished ?? value }
            guard let value else {
                throw TransportError(.addressUnavailable, "expected all servers to start")
            }
            return value
        }
    }

    private static func ports(
        of count: Int, from started: AsyncStream<(index: Int, port: Int)>
    ) async -> [Int]? {
        var ports = [Int](repeating: 0, count: count)
        var missing = count
        guard missing > 0 else { return ports }
        for await (index, port) in started {
            ports[index] = port
            missing -= 1
            if missing == 0 { return ports }
        }
        return nil
    }
}
