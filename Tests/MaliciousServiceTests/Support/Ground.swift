import CitizenCommands
import Foundation
import Logging

/// A folder of its own for one test, and the project's root.
enum Ground {
    /// The folder of the project.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static var logger: Logger {
        Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    }

    /// Runs a test in a fresh folder, and removes it.
    static func use<Value>(_ body: (_ folder: String) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("blauweknop-malice-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(try await body(folder))
        } catch {
            outcome = .failure(error)
        }
        try? FileManager.default.removeItem(atPath: folder)
        return try outcome.get()
    }
}

/// The code by which something is refused, as a citizen or a script would see it; nil where it
/// is not.
func code(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch {
        return CitizenError(error).code
    }
}
