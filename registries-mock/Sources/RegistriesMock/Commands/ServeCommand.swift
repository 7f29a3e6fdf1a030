package import ArgumentParser
import Logging
import MockPersons
import Transport

/// `registries-mock serve`: runs the mocks of a configuration until it is stopped.
package struct ServeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run all mocks of a configuration, or the named ones.")

    @Argument(
        help: "brp, bri, digid, trust-services; all that the configuration has where none is named."
    )
    package var mocks: [String] = []

    @Option(help: "The configuration file (JSON).")
    package var config: String

    @Option(help: "The folder of the project, in which registries-mock/data lies.")
    package var root = "."

    package init() {}

    package func validate() throws {
        let known = MockName.servers.map(\.rawValue)
        for name in mocks where !known.contains(name) {
            throw ValidationError("expected " + known.joined(separator: ", "))
        }
    }

    package func run() async throws {
        let logger = Logger(label: "registries-mock")
        let named = Set(mocks.compactMap { MockName(rawValue: $0) })
        let landscape: MockLandscape
        do {
            let settings = try ServeConfiguration(file: config, mocks: named.isEmpty ? nil : named)
            landscape = try Self.landscape(settings, root: root, logger: logger)
        } catch {
            CommandOutput.error("\(error)")
            throw ExitCode(1)
        }
        try await ServerGroup.run(landscape.services, logger: logger)
    }

    static func landscape(
        _ settings: ServeConfiguration, root: String, logger: Logger
    ) throws -> MockLandscape {
        var configuration = settings.landscape
        let announce = { @Sendable (name: String, port: Int) in
            logger.notice("listening", metadata: ["mock": "\(name)", "port": "\(port)"])
        }
        configuration.brp?.onRunning = { announce("brp", $0) }
        configuration.bri?.onRunning = { announce("bri", $0) }
        configuration.digid?.onRunning = { announce("digid", $0) }
        configuration.trustServices?.onRunning = { announce("trust-services", $0) }
        configuration.control?.onRunning = { announce("control", $0) }
        let state = MockState(data: try MockData.seed(root: root))
        if let persons = settings.persons {
            state.replacePeople(try MockData.persons(file: persons))
        }
        return try MockLandscape(configuration: configuration, state: state, logger: logger)
    }
}
