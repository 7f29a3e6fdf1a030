import Synchronization
import Trust

/// A seal that can be replaced while a program runs.
final class LiveSealer: Sendable {
    private let sealer: Mutex<Sealer>

    init(_ sealer: Sealer) {
        self.sealer = Mutex(sealer)
    }

    var current: Sealer { sealer.withLock { $0 } }

    func replace(with other: Sealer) {
        sealer.withLock { $0 = other }
    }
}
