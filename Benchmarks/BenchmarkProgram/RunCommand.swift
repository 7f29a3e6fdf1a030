import ArgumentParser
import Foundation
import PartySetup

/// Measures, prints the report and writes it as JSON.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Measures and reports.")

    enum Part: String, ExpressibleByArgument, CaseIterable {
        case core, overview, verify, issue, log, consents, start
    }

    @Option(help: "The folder of the project.") var root = "."
    @Option(help: "A folder for keys, logs and data; it is made anew.") var folder: String
    @Option(help: "Where the report is written as JSON.") var output: String
    @Option(help: "The program that does the core in Go; without it that is skipped.")
    var peer: String?
    @Option(help: "What the Go toolchain calls itself.") var peerVersion = "unknown"
    @Option(help: "Sound blocks or pairs that each figure wants; 5.") var pairs: Int?
    @Option(help: "The length of a block in seconds; 2.") var seconds: Double?
    @Option(help: "The size of the log at the end; a power of ten; a million.")
    var logEntries: Int?
    @Option(help: "The number of consents at the end; a power of ten; a hundred thousand.")
    var consents: Int?
    @Option(
        parsing: .upToNextOption,
        help: "How many organisations an overview has; 2, 20, 200 and 2000.")
    var sizes: [Int] = []
    @Flag(help: "A look: short blocks, few of them, and small sizes.") var quick = false
    @Argument(help: "What to measure; everything unless named.") var parts: [Part] = []

    func run() async throws {
        do {
            let setting = try Setting(self)
            var report = Report()
            report.machine = Machine.description
            var failed: [String] = []
            for part in parts.isEmpty ? Part.allCases : parts {
                // What one part cannot do takes nothing from the others.
                do {
                    let section = try await measure(part, setting)
                    Report.show(section)
                    report.sections.append(section)
                } catch {
                    ProgramRun.complain("blauweknop-bench: error: \(part): \(error)")
                    var section = Report.Section(name: "\(part)")
                    section.note("failed: \(error)")
                    report.sections.append(section)
                    failed.append("\(part)")
                }
                try report.write(to: output)
            }
            ProgramRun.say("\nwritten to \(output)")
            guard failed.isEmpty else {
                throw BenchmarkError("expected all parts to be measured; failed: \(failed)")
            }
        } catch {
            ProgramRun.complain("blauweknop-bench: error: \(error)")
            throw ExitCode.failure
        }
    }

    private func measure(_ part: Part, _ setting: Setting) async throws -> Report.Section {
        switch part {
        case .core: return try await CoreBenchmark(setting: setting).run()
        case .overview:
            let usual = quick ? [2, 20] : [2, 20, 200, 2000]
            return try await OverviewBenchmark(
                setting: setting, sizes: sizes.isEmpty ? usual : sizes
            ).run()
        case .verify: return try await KernelBenchmark(setting: setting).verify()
        case .issue: return try await KernelBenchmark(setting: setting).issue()
        case .log:
            return try await LogBenchmark(
                setting: setting, entries: logEntries ?? (quick ? 10_000 : 1_000_000)
            ).run(.log)
        case .consents:
            return try await LogBenchmark(
                setting: setting, entries: consents ?? (quick ? 10_000 : 100_000)
            ).run(.consents)
        case .start: return try await StartBenchmark(setting: setting).run()
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
        let quick = command.quick
        block = .milliseconds(Int((command.seconds ?? (quick ? 1 : 2)) * 1000))
        executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        try? FileManager.default.removeItem(atPath: folder)
        try TextFile.makeFolder(folder)
        pairs = Pairs(
            probe: Probe(executable: executable, core: core, log: "\(folder)/probe.log"),
            count: command.pairs ?? (quick ? 2 : 5), longest: .seconds(quick ? 20 : 60))
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
