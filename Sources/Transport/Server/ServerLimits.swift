/// How much, and for how long, a server listens to anyone.
package struct ServerLimits: Sendable, Hashable {
    /// Names and values of all headers and the request line together, in bytes; more is a 431.
    package var headerBytes = 32 * 1024
    /// The number of headers; more is a 431.
    package var headerCount = 64
    /// A request body where the route sets no bound of its own, in bytes; more is a 413.
    package var bodyBytes = 256 * 1024
    /// From connecting to the end of the first request's headers, TLS included; then closed.
    package var headerTime: Duration = .seconds(10)
    /// From the end of the headers to the end of the body; longer is a 408.
    package var bodyTime: Duration = .seconds(20)
    /// Without a request on an open connection; then closed.
    package var idleTime: Duration = .seconds(60)
    /// The age at which a connection is closed after its answer, so that a client's certificate is
    /// judged again.
    package var connectionAge: Duration = .seconds(600)
    /// Open connections; more wait in the system's queue. From three quarters of it on, connections
    /// on which nothing is asked make room for new ones.
    package var maximumConnections = 4096
    /// Requests in progress; who comes then gets a 503 with `Retry-After`.
    package var maximumRequests = 2048
    /// How much later than it could a task may run; while it stays more, new requests get a 503 with
    /// `Retry-After`, so that those that were taken are answered in time.
    package var longestDelay: Duration = .milliseconds(250)

    /// How long the processors may need for the requests in progress, as far as what ended before
    /// tells; while they are busy and it is more, new requests get a 503 with `Retry-After`. Counted
    /// in programs that serve (`ServingProcess`), not where many parties share one process.
    package var longestWork: Duration = .seconds(1)

    package init() {}
}
