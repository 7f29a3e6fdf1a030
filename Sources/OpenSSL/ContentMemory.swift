internal import Synchronization

/// What follows from bytes alone, remembered by their SHA-256.
///
/// For answers in which time, revocation and settings have no part. What throws is not remembered,
/// so that nobody fills the memory with rubbish; when it is full everything is forgotten.
package final class ContentMemory<Value: Sendable>: Sendable {
    private let maximum: Int
    private let values = Mutex<[[UInt8]: Value]>([:])

    /// - Parameter maximum: how many values are held, at least 1.
    package init(maximum: Int) {
        self.maximum = maximum
    }

    /// The value of those bytes: the one that was made before, or a new one.
    package func value<Failure: Error>(
        of bytes: [UInt8], make: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let key = SHA256.hash(bytes)
        if let known = values.withLock({ $0[key] }) { return known }
        let made = try make()
        values.withLock { values in
            if values.count >= maximum { values.removeAll() }
            values[key] = made
        }
        return made
    }
}
