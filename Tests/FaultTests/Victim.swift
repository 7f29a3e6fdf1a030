import Foundation
import ProofOfConcept

/// A program that runs as a process of its own, with or without faults in its system calls.
final class Victim: Sendable {
    private let process: RunningProcess
    private let trace: String
    private let fault: Fault?

    /// Starts a program; it need not live until it answers.
    init(
        executable: String, arguments: [String], fault: Fault?, files: [String], log: String
    ) throws {
        trace = log + ".trace"
        self.fault = fault
        _ = FileManager.default.createFile(atPath: trace, contents: nil)
        let tracing = fault?.arguments(files: files, log: trace)
        process = try RunningProcess(
            executable: tracing == nil ? executable : FaultPlan.strace,
            arguments: tracing.map { $0 + [executable] + arguments } ?? arguments, log: log)
    }

    deinit {
        process.kill()
    }

    /// Kills the program when its fault says so; does nothing for the faults that strace makes.
    func strikeFromOutside() async throws {
        guard case .killed(let milliseconds)? = fault else { return }
        try await Task.sleep(for: .milliseconds(milliseconds))
        process.kill()
        try await process.waitForEnd(within: .seconds(60))
    }

    /// Whether its fault struck.
    var wasStruck: Bool {
        if case .killed? = fault { return true }
        if process.wasKilled { return true }
        let text = String(
            decoding: FileManager.default.contents(atPath: trace) ?? Data(), as: UTF8.self)
        return text.contains("INJECTED") || text.contains("killed by SIGKILL")
    }

    /// Waits until the program answers at its port; false where it ended before.
    func isUp(at port: Int) async throws -> Bool {
        let isUp = try await process.answers(at: port, within: .seconds(60))
        guard isUp || !process.isRunning else {
            throw StoryError("expected the program to answer or to end")
        }
        return isUp
    }

    /// Asks the program to stop, and waits until it is gone.
    func stop() async throws {
        process.terminate()
        try await process.waitForEnd(within: .seconds(180))
    }
}
