import BlueButton
package import JOSE
package import OpenSSL
package import Trust

/// Where timestamps come from: an authority (RFC 3161) that this party trusts.
package protocol TimestampAuthority: Sendable {
    /// One timestamp over a message, verified.
    func timestamp(
        over message: [UInt8], deadline: ContinuousClock.Instant
    ) async throws(TimestampFailure) -> Timestamp
}

/// Why there is no timestamp. Whoever needs one waits and asks again.
package struct TimestampFailure: Error, Sendable, Equatable {
    /// For the log: what the transport, the authority or the verification said.
    package let code: String

    package init(code: String) {
        self.code = code
    }
}

extension TimestampAuthority {
    /// How often an authority whose clock is behind is asked.
    private var attempts: Int { 4 }

    /// A document with its timestamp, which is not before the document says that it was made.
    ///
    /// A token from before is discarded and another one asked for, a few times with growing pauses:
    /// two clocks seldom agree to the second.
    ///
    /// - Parameter issuedAt: the document's `iat`.
    package func stamp(
        _ document: FlattenedJWS, issuedAt: UnixTime, deadline: ContinuousClock.Instant
    ) async throws(TimestampFailure) -> FlattenedJWS {
        let message = DocumentTimestamp.message(of: document)
        var pause = Duration.milliseconds(250)
        for attempt in 1...attempts {
            let timestamp = try await timestamp(over: message, deadline: deadline)
            if timestamp.time >= issuedAt {
                do throws(Refusal) {
                    return try DocumentTimestamp.attach(timestamp, to: document)
                } catch {
                    throw TimestampFailure(code: error.code.rawValue)
                }
            }
            guard attempt < attempts, ContinuousClock.now + pause < deadline, !Task.isCancelled
            else { break }
            try? await Task.sleep(for: pause)
            pause *= 2
        }
        throw TimestampFailure(code: Refusal.Code.timestampTooEarly.rawValue)
    }
}
