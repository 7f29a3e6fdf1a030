package import Logging
import MockPersons

/// The mocks of a configuration file, ready to run inside any program.
package struct MockProgram: Sendable {
    package let landscape: MockLandscape

    /// - Parameters:
    ///   - root: the folder of the project, in which `registries-mock/data` lies.
    ///   - onRunning: told of each mock's port when it is open.
    package init(
        configuration file: String, root: String, logger: Logger,
        onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) throws {
        let settings = try ServeConfiguration(file: file)
        var configuration = settings.landscape
        configuration.brp?.onRunning = onRunning
        configuration.bri?.onRunning = onRunning
        configuration.digid?.onRunning = onRunning
        configuration.trustServices?.onRunning = onRunning
        configuration.control?.onRunning = onRunning
        let state = MockState(data: try MockData.seed(root: root))
        if let persons = settings.persons {
            state.replacePeople(try MockData.persons(file: persons))
        }
        landscape = try MockLandscape(configuration: configuration, state: state, logger: logger)
    }
}
