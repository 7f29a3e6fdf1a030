import BlueButton
import OpenSSL
import Synchronization

/// Bounds how often one code is tried with wrong bits.
///
/// 128 bits are not guessed; this keeps trying cheap for us. It passes with time and ends nothing:
/// whoever has a code alone must not be able to make an end to its package.
final class ConfirmationLimit: Sendable {
    /// How many wrong ones a code bears in one period.
    static let attempts = 10
    /// The period, in seconds.
    static let period: Int64 = 60

    private struct Count {
        let since: UnixTime
        var wrong: Int
    }

    private let counts = Mutex<[DocumentHash: Count]>([:])

    /// Whether a code may be tried now.
    func allows(_ code: DocumentHash, at time: UnixTime) -> Bool {
        counts.withLock { counts in
            guard let count = counts[code], time < count.since + Self.period else { return true }
            return count.wrong < Self.attempts
        }
    }

    /// Counts a wrong one, and forgets those whose period has passed.
    func count(_ code: DocumentHash, at time: UnixTime) {
        counts.withLock { counts in
            counts = counts.filter { time < $0.value.since + Self.period }
            counts[code, default: Count(since: time, wrong: 0)].wrong += 1
        }
    }
}
