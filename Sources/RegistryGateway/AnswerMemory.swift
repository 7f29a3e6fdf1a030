import BlueButton
import JOSE
import OpenSSL
import Synchronization

/// Answers by mandate, so that the same order again gets the same answer and costs the registry
/// nothing, and so that a mandate's number is never used for two orders.
///
/// Kept until a minute after the mandate's end, in memory alone: mandates issued before a start
/// are refused.
final class AnswerMemory: Sendable {
    private struct Entry {
        let hash: DocumentHash
        let answer: String
        let ends: UnixTime
    }

    private struct State {
        /// By the key's thumbprint and the mandate's number.
        var entries: [String: Entry] = [:]
        var sweepAt = UnixTime(seconds: 0)
    }

    private let state = Mutex(State())

    /// The answer that this mandate got before.
    ///
    /// - Throws: `mandate-reused` where its number belongs to another mandate.
    func answer(to mandate: Mandate, at now: UnixTime) throws(Refusal) -> String? {
        let entry = state.withLock { $0.entries[Self.key(mandate)] }
        guard let entry, now < entry.ends else { return nil }
        guard entry.hash == mandate.hash else { throw Self.reused }
        return entry.answer
    }

    /// Keeps an answer, and gives the one that counts: an earlier one where two came at once.
    func keep(_ answer: String, to mandate: Mandate, at now: UnixTime) throws(Refusal) -> String {
        let kept = state.withLock { state in
            if now >= state.sweepAt {
                state.entries = state.entries.filter { now < $0.value.ends }
                state.sweepAt = now + 60
            }
            let key = Self.key(mandate)
            if let earlier = state.entries[key], now < earlier.ends { return earlier }
            let entry = Entry(hash: mandate.hash, answer: answer, ends: mandate.expires + 60)
            state.entries[key] = entry
            return entry
        }
        guard kept.hash == mandate.hash else { throw Self.reused }
        return kept.answer
    }

    private static func key(_ mandate: Mandate) -> String {
        mandate.sessionKey.thumbprint + mandate.identity.id.text
    }

    private static let reused = Refusal(
        .mandateReused, "expected each mandate to have a number of its own")
}
