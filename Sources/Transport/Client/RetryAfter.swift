/// How a caller heeds a server that has too much to do.
package enum RetryAfter {
    private static let longest: Int64 = 60

    /// Calls, and calls again while the server answers 503 and says in how many seconds to come
    /// back (RFC 9110, section 10.2.3), as long as that lies before the deadline.
    ///
    /// A bit is added to the wait, a tenth at random, so that those who were refused together do
    /// not come back together. Only for calls that may be made twice.
    ///
    /// - Returns: the first answer that is another one, or the last where time runs out.
    /// - Throws: as the call does; `cancelled` where the caller does not wait for the end.
    package static func heed(
        until deadline: ContinuousClock.Instant,
        _ call: () async throws(TransportError) -> HTTPReply
    ) async throws(TransportError) -> HTTPReply {
        while true {
            let reply = try await call()
            guard let pause = pause(of: reply), ContinuousClock.now + pause < deadline else {
                return reply
            }
            do {
                try await Task.sleep(for: pause, clock: .continuous)
            } catch {
                throw TransportError(.cancelled, "expected a caller that waits")
            }
        }
    }

    /// A header as a date is not read: no server of ours writes one.
    private static func pause(of reply: HTTPReply) -> Duration? {
        guard reply.status == 503,
            let seconds = reply.headers["retry-after"].flatMap({ Int64($0) }),
            (1...longest).contains(seconds)
        else { return nil }
        return .seconds(seconds) + .milliseconds(Int64.random(in: 0...(seconds * 100)))
    }
}
