internal import Foundation

/// Runs a program to its end, and keeps what it wrote.
package struct Command: Sendable {
    package struct Ended: Sendable {
        package let code: Int32
        package let output: String
        package let errors: String

        /// The errors as one line, wherever they were broken for a terminal.
        package var told: String {
            errors.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        }
    }

    private let path: String
    private let arguments: [String]
    private let environment: [String: String]
    private let folder: String?
    private let input: String?

    /// - Parameters:
    ///   - environment: beside the test's own.
    ///   - folder: where it runs; by default where the test does.
    ///   - input: what it reads from standard input; nothing by default.
    package init(
        path: String, arguments: [String] = [], environment: [String: String] = [:],
        folder: String? = nil, input: String? = nil
    ) {
        (self.path, self.arguments) = (path, arguments)
        (self.environment, self.folder, self.input) = (environment, folder, input)
    }

    /// The Python with the tools of others; nil where `scripts/test` does not hand it over.
    package static let python = ProcessInfo.processInfo.environment["BLAUWEKNOP_PYTHON"]

    /// Whether a program of this name is on the PATH.
    package static func isThere(_ name: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
        }
    }

    /// Starts the program; the answer comes with its end.
    package func run() async throws -> Ended {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        var all = ProcessInfo.processInfo.environment
        for (name, value) in environment { all[name] = value }
        process.environment = all
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        let base = FileManager.default.temporaryDirectory
            .appendingPathComponent("blauweknop-command-\(UUID().uuidString)")
        let (output, errors) = (base.path + ".out", base.path + ".err")
        for file in [output, errors] {
            _ = FileManager.default.createFile(atPath: file, contents: nil)
        }
        defer {
            try? FileManager.default.removeItem(atPath: output)
            try? FileManager.default.removeItem(atPath: errors)
        }
        let pipe = input.map { _ in Pipe() }
        process.standardInput = pipe ?? FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        try process.run()
        if let pipe, let input {
            try? pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try pipe.fileHandleForWriting.close()
        }
        while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
        return Ended(
            code: process.terminationStatus, output: Self.text(output), errors: Self.text(errors))
    }

    private static func text(_ file: String) -> String {
        String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    }
}
