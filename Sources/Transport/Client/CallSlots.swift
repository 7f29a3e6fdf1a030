internal import NIOCore

/// The slots of each name behind an address: a gateway stands in front of many sources, and one that
/// stalls must not take the connections from the others.
///
/// Everything happens on one event loop.
final class CallSlots {
    private struct Slots {
        var inProgress = 0
        var waiting = CircularBuffer<ClientExchange>()
    }

    private let perName: Int
    private let maximumWaiting: Int
    private var slots: [String: Slots] = [:]

    init(perName: Int, maximumWaiting: Int) {
        self.perName = perName
        self.maximumWaiting = maximumWaiting
    }

    /// Begins a call where its name has a slot free, or later, when one is; over the bound of those
    /// that wait it is refused. Its own clock runs on meanwhile.
    func take(
        _ exchange: ClientExchange, of name: String,
        _ begin: @escaping (ClientExchange) -> Void
    ) {
        var mine = slots[name] ?? Slots()
        guard mine.inProgress >= perName else {
            mine.inProgress += 1
            slots[name] = mine
            return start(exchange, of: name, begin)
        }
        slots[name] = nil
        // Those that were given up meanwhile make room.
        if mine.waiting.count >= maximumWaiting { mine.waiting.removeAll { $0.isDone } }
        let hasRoom = mine.waiting.count < maximumWaiting
        if hasRoom { mine.waiting.append(exchange) }
        slots[name] = mine
        if !hasRoom { exchange.finish(.failure(Self.overfull)) }
    }

    private func start(
        _ exchange: ClientExchange, of name: String,
        _ begin: @escaping (ClientExchange) -> Void
    ) {
        exchange.giveSlotBack = { [weak self] in self?.giveBack(name, begin) }
        begin(exchange)
    }

    /// Hands a free slot to the next call that still waits.
    private func giveBack(_ name: String, _ begin: @escaping (ClientExchange) -> Void) {
        while let next = slots[name]?.waiting.popFirst() {
            if !next.isDone { return start(next, of: name, begin) }
        }
        guard let left = slots[name]?.inProgress else { return }
        if left > 1 { slots[name]?.inProgress = left - 1 } else { slots[name] = nil }
    }

    /// Forgets all; returns the calls that waited.
    func stop() -> [ClientExchange] {
        defer { slots = [:] }
        return slots.values.flatMap(\.waiting)
    }

    static let overfull = TransportError(
        .unreachable, "expected fewer calls that wait for this peer")
}
