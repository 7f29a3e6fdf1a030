import Foundation
import Synchronization

/// A program that is measured, or works for one that is: a process of its own.
final class Child: Sendable {
    let name: String
    let usage: ProcessorTime
    private let process: Mutex<Process>
    private let output: FileHandle

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - core: the processor that it is bound to; nil: any.
    ///   - environment: beside what this process has.
    init(
        _ name: String, _ executable: String, _ arguments: [String], core: Int? = nil,
        environment: [String: String] = [:], log: String
    ) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/taskset")
        // This process is bound itself, and those that it starts would be bound with it.
        let any = "0-\(ProcessInfo.processInfo.processorCount - 1)"
        process.arguments = ["-c", core.map { "\($0)" } ?? any, executable] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        process.standardInput = FileHandle.nullDevice
        try process.run()
        self.name = name
        usage = ProcessorTime(pid: process.processIdentifier)
        output = pipe.fileHandleForReading
        self.process = Mutex(process)
    }

    /// Waits for the next line that it writes to its standard output.
    func line() throws -> String {
        var bytes: [UInt8] = []
        while let next = try output.read(upToCount: 1), let byte = next.first {
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
        throw BenchmarkError("expected \(name) to go on: it ended")
    }

    /// Waits for `ready A B …` and returns the numbers.
    func ready() throws -> [Int] {
        let words = try line().split(separator: " ")
        guard words.first == "ready" else {
            throw BenchmarkError("expected \(name) to say that it is ready")
        }
        return words.dropFirst().compactMap { Int($0) }
    }

    /// Ends it and waits until it is gone.
    func stop() {
        let process = process.withLock { $0 }
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
    }

    /// Runs a program to its end and returns what it wrote to its standard output.
    static func output(
        of executable: String, _ arguments: [String], core: Int? = nil, log: String
    ) throws -> String {
        let child = try Child(executable, executable, arguments, core: core, log: log)
        let data = try child.output.readToEnd() ?? Data()
        let process = child.process.withLock { $0 }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchmarkError("expected '\(executable)' to succeed; its last words: \(log)")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
