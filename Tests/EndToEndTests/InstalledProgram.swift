import ProofOfConcept
import TestKit
import Testing

/// A party's program and the files that it runs from; nothing runs yet.
struct InstalledProgram: Sendable {
    let executable: String
    let configuration: String
    /// Where all parties' files stand.
    let folder: String

    /// - Parameter name: the party's, such as `service`.
    static func use(
        _ name: String, _ body: (InstalledProgram) async throws -> Void
    ) async throws {
        let programs = try #require(Ground.programs)
        try await Ground.use { ground in
            let stage = try await Stage.build(in: ground.folder, root: Ground.root)
            let program = try #require(PartyName(rawValue: name)).program
            try await body(
                InstalledProgram(
                    executable: "\(programs)/\(program)",
                    configuration: stage.configuration(name), folder: ground.folder))
        }
    }

    /// Runs a command of it with its configuration.
    func run(
        _ command: String, environment: [String: String] = [:]
    ) async throws -> Command.Ended {
        try await Command(
            path: executable, arguments: [command, "--config", configuration],
            environment: environment
        ).run()
    }

    /// Starts it.
    func serve(environment: [String: String], log: String) throws -> RunningProcess {
        try RunningProcess(
            executable: executable, arguments: ["serve", "--config", configuration],
            environment: environment, log: log)
    }
}
