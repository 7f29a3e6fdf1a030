import OpenSSL
import Synchronization

/// Remembers texts until a time.
final class ExpiringSet: Sendable {
    private struct Content {
        var times: [String: UnixTime] = [:]
        var nextSweep = UnixTime(seconds: 0)
    }

    private let content = Mutex(Content())

    /// Remembers a text; false where it is remembered already.
    func insert(_ text: String, until end: UnixTime, at now: UnixTime) -> Bool {
        content.withLock { content in
            if content.nextSweep <= now {
                content.times = content.times.filter { $0.value > now }
                content.nextSweep = now + 60
            }
            if let time = content.times[text], time > now { return false }
            content.times[text] = end
            return true
        }
    }
}
