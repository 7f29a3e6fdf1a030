import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A program that runs as a process of its own, its output in a file.
package final class RunningProcess: Sendable {
    private let process: Mutex<Process>

    /// - Parameter environment: what goes over this process's own environment.
    package init(
        executable: String, arguments: [String], environment: [String: String] = [:], log: String
    ) throws {
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
        if !environment.isEmpty {
            process.environment = ProcessInfo.processInfo.environment
                .merging(environment) { _, given in given }
        }
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        self.process = Mutex(process)
    }

    package var isRunning: Bool { process.withLock { $0.isRunning } }

    /// Whether the program was ended by a signal, not by itself.
    package var wasKilled: Bool {
        process.withLock { !$0.isRunning && $0.terminationReason == .uncaughtSignal }
    }

    /// Waits until the program answers at a port.
    ///
    /// - Returns: false where it ended before, or did not answer in time.
    package func answers(at port: Int, within patience: Duration) async throws -> Bool {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        let deadline = ContinuousClock.now + patience
        while isRunning, ContinuousClock.now < deadline {
            if let channel = try? await bootstrap.connect(host: "127.0.0.1", port: port).get() {
                try? await channel.close().get()
                return true
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    /// Asks the program to stop (SIGTERM).
    package func terminate() {
        process.withLock { if $0.isRunning { $0.terminate() } }
    }

    /// Kills the program at once (SIGKILL).
    package func kill() {
        process.withLock {
            if $0.isRunning { _ = Foundation.kill($0.processIdentifier, SIGKILL) }
        }
    }

    /// Asks the program to read its files anew (SIGHUP).
    package func hangUp() {
        process.withLock { _ = Foundation.kill($0.processIdentifier, SIGHUP) }
    }

    package func waitForEnd(within patience: Duration) async throws {
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
