import BlueButton
import Synchronization

/// Keeps the delivery and the withdrawal of one release apart, within this process.
///
/// A withdrawal cuts off what is being sent, waits until that has ended, and while it is being
/// committed nothing is begun: after it not a byte of the package leaves. Between processes the
/// store's conditional mark decides; this closes the moment between mark and sending.
package final class DeliveryGate: Sendable {
    private struct State {
        /// What is being sent, by consent, with the way to cut it off.
        var sending: [DocumentID: @Sendable () -> Void] = [:]
        /// How many withdrawals of a consent are under way.
        var withdrawing: [DocumentID: Int] = [:]
        /// Withdrawals that wait until what was cut off has ended.
        var waiting: [DocumentID: [CheckedContinuation<Void, Never>]] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// Runs a delivery, from its mark to its answer; cancelled when the citizen withdraws.
    ///
    /// - Returns: nil where a withdrawal, or another delivery of this release, is under way.
    func deliver<Value: Sendable>(
        _ consent: DocumentID, _ body: @escaping @Sendable () async -> Value
    ) async -> Value? {
        let task: Task<Value, Never>? = state.withLock { state in
            guard state.withdrawing[consent] == nil, state.sending[consent] == nil else {
                return nil
            }
            let task = Task { await body() }
            state.sending[consent] = { task.cancel() }
            return task
        }
        guard let task else { return nil }
        let value = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        let waiting = state.withLock { state in
            state.sending[consent] = nil
            return state.waiting.removeValue(forKey: consent) ?? []
        }
        for continuation in waiting { continuation.resume() }
        return value
    }

    /// Runs what commits a withdrawal, once nothing of its package is being sent.
    func withdraw<Value: Sendable>(
        _ consent: DocumentID, _ body: () async throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let cut = state.withLock { state in
            state.withdrawing[consent, default: 0] += 1
            return state.sending[consent]
        }
        cut?()
        defer { end(consent) }
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                guard state.sending[consent] != nil else { return true }
                state.waiting[consent, default: []].append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
        return try await body()
    }

    private func end(_ consent: DocumentID) {
        state.withLock { state in
            let left = (state.withdrawing[consent] ?? 1) - 1
            state.withdrawing[consent] = left > 0 ? left : nil
        }
    }
}
