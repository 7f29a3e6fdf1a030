#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A moment in whole seconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct UnixTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Seconds since the epoch; negative before it.
    public let seconds: Int64

    public init(seconds: Int64) {
        self.seconds = seconds
    }

    /// The clock of this machine, its fraction cut off.
    public static func now() -> UnixTime {
        var time = timespec()
        // Cannot fail: the clock is one that always exists and the address is our own.
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return UnixTime(seconds: Int64(time.tv_sec))
    }

    /// Later by that many seconds; traps beyond the range of `Int64`.
    public static func + (time: UnixTime, seconds: Int64) -> UnixTime {
        UnixTime(seconds: time.seconds + seconds)
    }

    /// Earlier by that many seconds; traps beyond the range of `Int64`.
    public static func - (time: UnixTime, seconds: Int64) -> UnixTime {
        UnixTime(seconds: time.seconds - seconds)
    }

    public static func < (left: UnixTime, right: UnixTime) -> Bool {
        left.seconds < right.seconds
    }

    /// RFC 3339 in UTC, for example `2026-11-23T03:31:41Z`.
    public var description: String {
        let civil = CivilTime(self)
        let date = "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
        let time = "\(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))"
        return "\(date)T\(time)Z"
    }
}

/// Decimal digits with zeros before them up to that width.
func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.count))
    return (number < 0 ? "-" : "") + zeros + digits
}
