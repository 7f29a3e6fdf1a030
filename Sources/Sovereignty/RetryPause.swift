import OpenSSL

/// Growing pauses between attempts: one second after the first, doubling up to a longest one.
struct RetryPause: Sendable {
    /// Between deliveries: at most five minutes, since a request ends.
    static let delivery = RetryPause(longest: 300)
    /// Between attempts to forward a withdrawal: at most six hours, since these may go on for years.
    static let withdrawal = RetryPause(longest: 21_600)

    /// In seconds.
    let longest: Int64

    /// When to try again, once `attempts` have been made.
    func next(after attempts: Int, from time: UnixTime) -> UnixTime {
        time + min(longest, 1 << Int64(min(max(attempts - 1, 0), 30)))
    }
}
