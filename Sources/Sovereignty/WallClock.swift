package import OpenSSL

/// Where a program takes the time of documents from: injected, so that tests can set it.
package struct WallClock: Sendable {
    private let read: @Sendable () -> UnixTime

    package init(_ read: @escaping @Sendable () -> UnixTime) {
        self.read = read
    }

    /// The machine's clock.
    package static let system = WallClock { UnixTime.now() }

    /// A clock that stands still.
    package static func fixed(_ time: UnixTime) -> WallClock {
        WallClock { time }
    }

    package func now() -> UnixTime {
        read()
    }
}
