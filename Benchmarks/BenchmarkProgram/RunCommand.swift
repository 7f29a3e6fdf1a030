import ArgumentParser
import Foundation
import PartySetup

/// Measures, prints the report and writes it as JSON.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Measures and reports.")

    enum Part: String, ExpressibleByArgument, CaseIterable {
        case core, overview, verify, issue, log, start
    }

    @Option(help: "The folder of the project.") var root = "."
    @Option(help: "A folder for keys, logs and data; it is made anew.") var folder: String
    @Option(help: "Where the report is written as JSON.") var output: String
    @Option(help: "The program that does the core in Go; without it that is skipped.")
    var peer: String?
    @Option(help: "What the Go toolchain calls itself.") var peerVersion = "unknown"
    @Option(help: "Sound blocks or pairs that each figure wants.") var pairs = 5
    @Option(help: "The length of a block in seconds.") var seconds = 2.0
    @Option(help: "The size of the log at the end; a power of ten.") var logEntries = 1_000_000
    @Option(parsing: .upToNextOption, help: "How many organisations an overview has.")
    var sizes = [2, 20, 200, 2000]
    @Argument(help: "What to measure; everything unless named.") var parts: [Part] = []

    func run() async throws {
        do {
            let setting = try Setting(self)
            var report = Report()
            report.machine = Machine.description
            for part in parts.isEmpty ? Part.allCases : parts {
                let section =
                    switch part {
                    case .core: try await CoreBenchmark(setting: setting).run()
                    case .overview:
                        try await OverviewBenchmark(setting: setting, sizes: sizes).run()
                    case .verify: try await KernelBenchmark(setting: setting).verify()
                    case .issue: try await KernelBenchmark(setting: setting).issue()
                    case .log:
                        try await LogBenchmark(setting: setting, entries: logEntries).run()
                    case .start: try await StartBenchmark(setting: setting).run()
                    }
                Report.show(section)
                report.sections.append(section)
                try report.write(to: output)
            }
            ProgramRun.say("\nwritten to \(output)")
        } catch {
            ProgramRun.complain("blauweknop-bench: error: \(error)")
            throw ExitCode.failure
        }
    }
}

/// What all benchmarks share.
struct Setting {
    let root: String
    let folder: String
    let peer: String?
    let peerVersion: String
    let pairs: Pairs
    let block: Duration
    /// Where what is measured runs, and where everything else does.
    let core = 0
    let otherCore = ProcessInfo.processInfo.processorCount > 1 ? 1 : 0
    private let executable: String

    init(_ command: RunCommand) throws {
        let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        root = URL(fileURLWithPath: command.root, relativeTo: here).standardizedFileURL.path
        folder = URL(fileURLWithPath: command.folder, relativeTo: here).standardizedFileURL.path
        peer = command.peer
        peerVersion = command.peerVersion
        block = .milliseconds(Int(command.seconds * 1000))
        executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        try? FileManager.default.removeItem(atPath: folder)
        try TextFile.makeFolder(folder)
        pairs = Pairs(
            probe: Probe(executable: executable, core: core, log: "\(folder)/probe.log"),
            count: command.pairs)
    }

    /// Another program of the same build.
    func program(_ name: String) -> String {
        URL(fileURLWithPath: executable).deletingLastPathComponent().path + "/\(name)"
    }

    /// Runs this program again in another part to its end, on the core of what is measured.
    func output(_ arguments: [String]) throws -> String {
        try Child.output(
            of: executable, arguments, core: core, log: "\(folder)/\(arguments[0]).log")
    }

    /// Starts this program again in another part.
    func child(_ name: String, _ arguments: [String], core: Int?) throws -> Child {
        try Child(name, executable, arguments, core: core, log: "\(folder)/\(name).log")
    }
}

/// The machine that the figures are of.
enum Machine {
    static var description: [String: String] {
        let info = FileManager.default.contents(atPath: "/proc/cpuinfo") ?? Data()
        let model = String(decoding: info, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix("model name") }?.split(separator: ":").last
        return [
            "processor": model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown",
            "cores": "\(ProcessInfo.processInfo.activeProcessorCount)",
            "system": ProcessInfo.processInfo.operatingSystemVersionString,
            "time": ISO8601DateFormatter().string(from: Date()),
        ]
    }
}
