internal import Foundation
internal import NIOCore

/// How many processors this process may use at once.
enum AvailableProcessors {
    /// What the scheduler allows (`taskset`, `CPUAffinity=` of systemd, cpusets) and a quota of its
    /// control group leaves; at least 1.
    static let count: Int = {
        let status = FileManager.default.contents(atPath: "/proc/self/status") ?? Data()
        let listed = allowed(by: String(decoding: status, as: UTF8.self))
        return max(1, min(System.coreCount, listed ?? .max))
    }()

    /// The number of processors in the line `Cpus_allowed_list:` of a process's status, which holds
    /// numbers and ranges (`0-3,8`); nil where there is none that can be read.
    static func allowed(by status: String) -> Int? {
        let name = "Cpus_allowed_list:"
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        guard let line else { return nil }
        var count = 0
        for part in line.dropFirst(name.count).split(whereSeparator: { ", \t".contains($0) }) {
            let ends = part.split(separator: "-").map { Int($0) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
                first <= last
            else { return nil }
            count += last - first + 1
        }
        return count > 0 ? count : nil
    }
}
