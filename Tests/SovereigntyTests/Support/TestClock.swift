import OpenSSL
import ReleaseKit
import Sovereignty
import Synchronization

/// A clock that a test can move.
final class TestClock: Sendable {
    private let time: Mutex<UnixTime>

    init(_ time: UnixTime = ReleaseWorld.time) { self.time = Mutex(time) }

    var now: UnixTime {
        get { time.withLock { $0 } }
        set { time.withLock { $0 = newValue } }
    }

    var wall: WallClock { WallClock { self.now } }
}
