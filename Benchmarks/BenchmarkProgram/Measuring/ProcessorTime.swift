import Foundation

/// What the operating system says of a process: processor time and memory.
struct ProcessorTime {
    let pid: Int32

    /// User and system time so far, all threads, also those that ended, in seconds.
    ///
    /// `/proc/PID/stat` counts in ticks of 10 ms: a block that is compared lasts a second or more.
    func seconds() throws -> Double {
        let text = try Self.read("/proc/\(pid)/stat")
        // The name of the program, in parentheses, may hold spaces.
        guard let end = text.lastIndex(of: ")") else {
            throw BenchmarkError("expected the form of /proc/\(pid)/stat")
        }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[11]), let system = Double(fields[12])
        else { throw BenchmarkError("expected the form of /proc/\(pid)/stat") }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Memory in use, in bytes.
    func memory() throws -> Int {
        let text = try Self.read("/proc/\(pid)/status")
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        guard let number = line?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw BenchmarkError("expected VmRSS in /proc/\(pid)/status")
        }
        return number * 1024
    }

    private static func read(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw BenchmarkError("expected \(path): is the process still there?")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Processor time of this process so far, in seconds.
    static var own: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}
