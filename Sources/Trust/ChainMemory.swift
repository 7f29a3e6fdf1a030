internal import OpenSSL
internal import Synchronization

/// What was judged good, and between which moments the judgement holds.
///
/// A judgement rests on anchors and revocation lists, which one `TrustStore` never changes, and on
/// the time. It is the same at any other time as long as no certificate and no list begins or ends
/// between the two; at that very second the chain is judged anew. Refusals are not remembered, so
/// that nobody fills the memory with rubbish.
final class ChainMemory<Judged: Sendable>: Sendable {
    private struct Entry {
        let judged: Judged
        let span: Span
    }

    /// The moments between which nothing begins or ends, without themselves.
    struct Span {
        let after: UnixTime
        let before: UnixTime

        func contains(_ time: UnixTime) -> Bool { after < time && time < before }
    }

    /// More than the organisations of any directory that fits its bound.
    private static var maximum: Int { 4096 }

    private let entries = Mutex<[[UInt8]: Entry]>([:])

    /// What was judged good and still is at that time; nil where it must be judged.
    func judged(_ key: [UInt8], at time: UnixTime) -> Judged? {
        entries.withLock { entries in
            guard let entry = entries[key], entry.span.contains(time) else { return nil }
            return entry.judged
        }
    }

    func remember(_ judged: Judged, _ key: [UInt8], within span: Span) {
        entries.withLock { entries in
            if entries.count >= Self.maximum, entries[key] == nil { entries.removeAll() }
            entries[key] = Entry(judged: judged, span: span)
        }
    }
}

extension TrustStore {
    /// The time around a moment in which a chain is judged as at that moment: no certificate of it
    /// and no list of any issuer begins or ends in it.
    func span<Judged>(
        of chain: [Certificate], around time: UnixTime
    ) -> ChainMemory<Judged>.Span {
        let turns =
            chain.flatMap { [$0.notBefore, $0.notAfter] }
            + revocationLists.flatMap { [$0.thisUpdate, $0.nextUpdate ?? $0.thisUpdate] }
        let after = turns.filter { $0 <= time }.max() ?? time
        return ChainMemory.Span(after: after, before: turns.filter { $0 >= time }.min() ?? time)
    }

    /// What a chain in a header is remembered by: the role and the text of each certificate, whose
    /// lengths keep them apart. Bytes, since Swift holds texts for equal that are not the same.
    static func key(_ role: Role, _ x5c: [String]) -> [UInt8] {
        var bytes = Array(role.rawValue.utf8)
        bytes.reserveCapacity(x5c.reduce(64) { $0 + $1.utf8.count + 8 })
        for text in x5c {
            bytes += "|\(text.utf8.count)|".utf8
            bytes += text.utf8
        }
        return SHA256.hash(bytes)
    }
}
