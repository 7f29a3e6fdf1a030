package import ArgumentParser
import Logging
import Transport

/// `registries-mock serve`: runs the mocks of a configuration until it is stopped.
package struct ServeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run all mocks of a configuration, or the named ones.")

    @Argument(
        help: "brp, bri, registers, digid, trust-services; all there are where none is named."
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
            landscape = try settings.mocks(root: root, logger: logger) { name, port in
                logger.notice("listening", metadata: ["mock": "\(name)", "port": "\(port)"])
            }
        } catch {
            CommandOutput.error("\(error)")
            throw ExitCode(1)
        }
        try await ServerGroup.run(landscape.services, logger: logger)
    }
}
