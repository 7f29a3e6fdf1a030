public import OpenSSL

/// The rules for `iat`, `nbf` and `exp`: no tolerance, but 60 seconds for a clock that is ahead.
public enum Lifetime {
    /// How far `iat` may lie ahead, in seconds.
    public static let skew: Int64 = 60

    static func checkIssued(_ issuedAt: UnixTime, at time: UnixTime) throws(Refusal) {
        guard issuedAt <= time + skew else {
            throw Refusal(.issuedAhead, "expected 'iat' at most 60 seconds ahead")
        }
    }

    /// Checks a document that ends.
    ///
    /// - Throws: `lifetime-refused` where `exp` is not after `iat` or more than `longest` seconds
    ///   after it, `issued-ahead`, `expired` where `time` is at or after `exp`.
    public static func check(
        issuedAt: UnixTime, expires: UnixTime, longest: Int64, at time: UnixTime
    ) throws(Refusal) {
        guard expires > issuedAt, expires.seconds - issuedAt.seconds <= longest else {
            throw Refusal(
                .lifetimeRefused, "expected 'exp' after 'iat' and at most \(longest) seconds later")
        }
        try checkIssued(issuedAt, at: time)
        guard time < expires else {
            throw Refusal(.expired, "expected a document that has not ended")
        }
    }
}
