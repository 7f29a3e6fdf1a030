import Foundation
import Synchronization

/// A program that runs as a process of its own, its output in a file.
final class RunningProcess: Sendable {
    private let process: Mutex<Process>

    init(executable: String, arguments: [String], log: String) throws {
        guard FileManager.default.isExecutableFile(atPath: executable) else {
            throw StoryError("expected an executable at '\(executable)'")
        }
        guard
            FileManager.default.createFile(
                atPath: log, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw StoryError("expected to be able to write '\(log)'") }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        self.process = Mutex(process)
    }

    var isRunning: Bool { process.withLock { $0.isRunning } }

    /// Asks the program to stop (SIGTERM).
    func terminate() {
        process.withLock { $0.terminate() }
    }

    /// Kills the program at once (SIGKILL).
    func kill() {
        process.withLock { _ = Foundation.kill($0.processIdentifier, SIGKILL) }
    }

    /// Asks the program to read its files anew (SIGHUP).
    func hangUp() {
        process.withLock { _ = Foundation.kill($0.processIdentifier, SIGHUP) }
    }

    func waitForEnd(within patience: Duration) async throws {
        let deadline = ContinuousClock.now + patience
        while isRunning {
            guard ContinuousClock.now < deadline else {
                kill()
                throw StoryError("expected a program to stop within \(patience)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
