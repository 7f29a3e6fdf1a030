import Synchronization

/// One value, set in one task and read in another.
final class Recorder<Value: Sendable>: Sendable {
    private let kept = Mutex<Value?>(nil)

    var value: Value? { kept.withLock { $0 } }

    func set(_ value: Value) {
        kept.withLock { $0 = value }
    }
}
