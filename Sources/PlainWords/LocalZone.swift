package import OpenSSL

/// How far the clocks where somebody reads are ahead of UTC, at each moment.
package struct LocalZone: Sendable {
    /// What the clocks say at a moment.
    package struct Reading: Sendable, Hashable {
        /// Seconds ahead of UTC; below 0 behind it.
        package let ahead: Int64
        /// Whether it is UTC itself, which is nobody's local time and is told with the time.
        package let isUTC: Bool

        package init(ahead: Int64, isUTC: Bool) {
            self.ahead = ahead
            self.isUTC = isUTC
        }
    }

    private let read: @Sendable (UnixTime) -> Reading

    package init(_ read: @escaping @Sendable (UnixTime) -> Reading) {
        self.read = read
    }

    package static let utc = LocalZone { _ in Reading(ahead: 0, isUTC: true) }

    /// Clocks that never change.
    ///
    /// - Parameter ahead: seconds ahead of UTC.
    package static func fixed(ahead: Int64) -> LocalZone {
        LocalZone { _ in Reading(ahead: ahead, isUTC: false) }
    }

    package func reading(at time: UnixTime) -> Reading { read(time) }
}
