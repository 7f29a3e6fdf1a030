internal import NIOCore

/// One call on its event loop: it ends exactly once, by its answer, an error, its deadline or its
/// caller's cancellation.
final class ClientExchange {
    typealias Outcome = Result<HTTPReply, TransportError>

    let call: OrganisationCall
    /// Whether it was already moved from a reused connection to a fresh one.
    var wasRetried = false
    /// The connection that works for it, to be given up with it.
    var connection: ClientConnection?
    /// Called once, at its end, where it holds a slot.
    var giveSlotBack: (() -> Void)?
    private(set) var isDone = false
    private var isCancelled = false
    private var continuation: CheckedContinuation<Outcome, Never>?
    private var timer: Scheduled<Void>?

    init(call: OrganisationCall) {
        self.call = call
    }

    /// Starts the clock. False when it is over already.
    func start(_ continuation: CheckedContinuation<Outcome, Never>, on loop: any EventLoop) -> Bool
    {
        self.continuation = continuation
        guard !isCancelled else {
            finish(.failure(Self.cancelled))
            return false
        }
        guard call.deadline > .now() else {
            finish(.failure(Self.late))
            return false
        }
        timer = loop.assumeIsolated().scheduleTask(deadline: call.deadline) {
            self.abandon(Self.late)
        }
        return true
    }

    func cancel() {
        isCancelled = true
        if continuation != nil { abandon(Self.cancelled) }
    }

    func finish(_ outcome: Outcome) {
        guard !isDone else { return }
        isDone = true
        timer?.cancel()
        timer = nil
        connection = nil
        continuation?.resume(returning: outcome)
        continuation = nil
        giveSlotBack?()
        giveSlotBack = nil
    }

    private func abandon(_ error: TransportError) {
        let connection = connection
        finish(.failure(error))
        connection?.abandon()
    }

    private static let cancelled = TransportError(.cancelled, "expected a caller that waits")
    private static let late = TransportError(.timeout, "expected the answer before the deadline")
}
