import Foundation
import NIOCore
import NIOPosix
import ProofOfConcept
import Synchronization

/// A program that runs as a process of its own, with or without faults in its system calls.
final class Victim: Sendable {
    private let process: Mutex<Process>
    private let trace: String
    private let fault: Fault?

    /// Starts a program; it need not live until it answers.
    init(
        executable: String, arguments: [String], fault: Fault?, files: [String], log: String
    ) throws {
        trace = log + ".trace"
        let process = Process()
        let own = [executable] + arguments
        if let tracing = fault?.arguments(files: files, log: trace) {
            process.executableURL = URL(fileURLWithPath: "/usr/bin/strace")
            process.arguments = tracing + own
        } else {
            process.executableURL = URL(fileURLWithPath: executable)
            process.arguments = arguments
        }
        for file in [log, trace] {
            _ = FileManager.default.createFile(atPath: file, contents: nil)
        }
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        self.process = Mutex(process)
        self.fault = fault
    }

    deinit {
        process.withLock { if $0.isRunning { _ = Foundation.kill($0.processIdentifier, SIGKILL) } }
    }

    /// Kills the program when its fault says so; does nothing for the faults that strace makes.
    func strikeFromOutside() async throws {
        guard case .killed(let milliseconds)? = fault else { return }
        try await Task.sleep(for: .milliseconds(milliseconds))
        try await kill()
    }

    var isRunning: Bool { process.withLock { $0.isRunning } }

    /// Whether its fault struck.
    var wasStruck: Bool {
        if case .killed? = fault { return true }
        if process.withLock({ !$0.isRunning && $0.terminationReason == .uncaughtSignal }) {
            return true
        }
        let text = String(
            decoding: FileManager.default.contents(atPath: trace) ?? Data(), as: UTF8.self)
        return text.contains("INJECTED") || text.contains("killed by SIGKILL")
    }

    /// Waits until the program answers at its port; false where it ended before.
    func isUp(at port: Int) async throws -> Bool {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        let deadline = ContinuousClock.now + .seconds(60)
        while isRunning {
            if let channel = try? await bootstrap.connect(host: "127.0.0.1", port: port).get() {
                try? await channel.close().get()
                return true
            }
            guard ContinuousClock.now < deadline else {
                throw StoryError("expected the program to answer or to end")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    /// Kills the program where it still runs, and waits until it is gone.
    func kill() async throws {
        process.withLock { if $0.isRunning { _ = Foundation.kill($0.processIdentifier, SIGKILL) } }
        try await waitForEnd()
    }

    /// Asks the program to stop, and waits until it is gone.
    func stop() async throws {
        process.withLock { if $0.isRunning { $0.terminate() } }
        try await waitForEnd()
    }

    private func waitForEnd() async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while isRunning {
            guard ContinuousClock.now < deadline else {
                process.withLock { _ = Foundation.kill($0.processIdentifier, SIGKILL) }
                throw StoryError("expected the program to stop when asked")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
