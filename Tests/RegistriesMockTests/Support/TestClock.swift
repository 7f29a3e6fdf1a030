import OpenSSL
import Synchronization

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
    static let start = UnixTime(seconds: 1_795_000_000)

    private let time = Mutex(start)

    var now: UnixTime { time.withLock { $0 } }

    func advance(_ seconds: Int64) {
        time.withLock { $0 = $0 + seconds }
    }
}
