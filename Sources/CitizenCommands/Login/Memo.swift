import Synchronization

/// One text, set in one task and read in another.
final class Memo: Sendable {
    private let text = Mutex("")

    var value: String { text.withLock { $0 } }

    func set(_ value: String) {
        text.withLock { $0 = value }
    }
}
