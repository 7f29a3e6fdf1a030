import Foundation
import Logging
import ProofOfConcept
import TestKit

/// A folder of its own for one test, the project's root, and the built programs.
struct Ground: Sendable {
    /// Removed at the end.
    let folder: String

    /// Runs a test in a fresh folder.
    static func use<Value>(_ body: (Ground) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("blauweknop-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(try await body(Ground(folder: folder)))
        } catch {
            outcome = .failure(error)
        }
        try? FileManager.default.removeItem(atPath: folder)
        return try outcome.get()
    }

    /// The folder of the project.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// The folder of the built programs; `scripts/test` hands it over.
    static let programs: String? = ProcessInfo.processInfo.environment["BLAUWEKNOP_PROGRAMS"]

    static var logger: Logger {
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        return logger
    }
}
