package import ArgumentParser

/// The option that every program that serves has.
package struct ConfigurationOption: ParsableArguments {
    @Option(name: .customLong("config"), help: "The configuration file (JSON).")
    package var config: String

    package init() {}

    package func settings() async throws(SetupError) -> Settings {
        try await Settings(file: config)
    }

    /// Reads a program's whole configuration.
    ///
    /// - Parameter tell: takes a warning for each variable that bears our prefix and is no setting.
    package func read<Configuration: Sendable>(
        telling tell: (String) -> Void, _ body: (Settings) async throws -> Configuration
    ) async throws -> Configuration {
        let settings = try await settings()
        let configuration = try await body(settings)
        for variable in settings.strangeVariables {
            tell("the variable '\(variable)' is no setting of this program, and was not read")
        }
        return configuration
    }
}
