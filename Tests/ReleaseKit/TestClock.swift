package import OpenSSL
package import Sovereignty
import Synchronization

/// A clock that a test can move.
package final class TestClock: Sendable {
    private let time: Mutex<UnixTime>

    package init(_ time: UnixTime = ReleaseWorld.time) { self.time = Mutex(time) }

    package var now: UnixTime {
        get { time.withLock { $0 } }
        set { time.withLock { $0 = newValue } }
    }

    package var wall: WallClock { WallClock { self.now } }
}
