internal import Foundation

/// How long the threads of this process waited for a processor while they could have run.
enum ProcessorQueue {
    /// The sum over the threads that there are, in seconds since each began; nil where the system
    /// does not count it (`/proc/PID/task/TID/schedstat`).
    static func waited() -> Double? {
        let folder = "/proc/self/task"
        let files = FileManager.default
        guard let threads = try? files.contentsOfDirectory(atPath: folder) else { return nil }
        var sum: Double?
        for thread in threads {
            guard let data = files.contents(atPath: "\(folder)/\(thread)/schedstat"),
                let waited = nanoseconds(in: String(decoding: data, as: UTF8.self))
            else { continue }
            sum = (sum ?? 0) + waited / 1e9
        }
        return sum
    }

    /// The second of its three numbers: time on a processor, time in the queue, turns.
    static func nanoseconds(in schedstat: String) -> Double? {
        let fields = schedstat.split(whereSeparator: \.isWhitespace)
        return fields.count == 3 ? Double(fields[1]) : nil
    }
}
