package import Logging

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
        landscape = try ServeConfiguration(file: file).mocks(root: root, logger: logger) {
            await onRunning($1)
        }
    }
}
