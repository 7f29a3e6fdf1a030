import Sovereignty

/// One release, its service, its recipient and all that is on the way between them, as a value:
/// every step that can come next is made by `steps`, so that all interleavings can be walked.
///
/// The service's states change by the real `ReleaseState` alone. The recipient is modelled as the
/// protocol demands it: it takes the package unless it knows a withdrawal, deletes on a withdrawal,
/// keeps one of a consent that it does not know. Whatever is on the way may be lost or late.
struct ReleaseModel: Hashable {
    /// What the delivering half of the outbox is doing.
    enum Sender: Hashable {
        case idle
        /// It has read the release as due, and not done anything yet.
        case holding
        /// It has marked the delivery as started.
        case marked
        /// It has sent, and waits for the answer.
        case waiting
        /// It has the answer, and not stored it yet.
        case answered(Reply)
    }

    enum Reply: Hashable { case receipt, refusal }

    /// What the forwarding half of the outbox is doing.
    enum Forwarder: Hashable {
        case idle, holding, waiting
        case answered(Answer)
    }

    enum Answer: Hashable { case deleted, kept }

    /// What the recipient has.
    enum Recipient: Hashable { case nothing, package, withdrawal, deleted }

    /// Whether one process sends and takes withdrawals, so that its gate keeps them apart.
    let isGated: Bool
    /// What the store says.
    var state = ReleaseState.registered
    var sender = Sender.idle
    var forwarder = Forwarder.idle
    var recipient = Recipient.nothing
    /// Copies that are on their way: one bit each is enough, since they are all alike.
    var packageOnWay = false
    var replyOnWay: Reply?
    var withdrawalOnWay = false
    var answerOnWay: Answer?
    var hasRequestEnded = false

    // What the invariants speak of.
    var wasMarked = false
    var wasMarkedAtWithdrawal = false
    var hasReceipt = false
    /// A package was sent after the withdrawal was committed.
    var wasSentAfterWithdrawal = false
    /// A delivery was marked after the withdrawal was committed.
    var wasMarkedAfterWithdrawal = false

    init(isGated: Bool) { self.isGated = isGated }

    /// Every model that one step leads to.
    var steps: [ReleaseModel] {
        senderSteps + forwarderSteps + networkSteps + worldSteps
    }

    private func with(_ change: (inout ReleaseModel) -> Void) -> ReleaseModel {
        var next = self
        change(&next)
        return next
    }

    private mutating func apply(_ event: ReleaseState.Event) -> Bool {
        guard let next = state.after(event) else { return false }
        state = next
        return true
    }

    private var senderSteps: [ReleaseModel] {
        switch sender {
        case .idle:
            guard state.isPending else { return [] }
            if hasRequestEnded { return [with { _ = $0.apply(.requestEnds) }] }
            return [with { $0.sender = .holding }]
        case .holding:
            return [
                with {
                    let wasWithdrawn = $0.state.isWithdrawn
                    guard $0.apply(.deliveryStarts) else { return $0.sender = .idle }
                    $0.sender = .marked
                    $0.wasMarked = true
                    if wasWithdrawn { $0.wasMarkedAfterWithdrawal = true }
                },
                // The registration has to wait.
                with { $0.sender = .idle },
            ]
        case .marked:
            return [
                with {
                    $0.sender = .waiting
                    $0.packageOnWay = true
                    if $0.state.isWithdrawn { $0.wasSentAfterWithdrawal = true }
                }
            ]
        case .waiting:
            // No answer in time.
            return [with { $0.sender = .idle }]
        case .answered(let reply):
            return [
                with {
                    $0.sender = .idle
                    switch reply {
                    case .receipt: if $0.apply(.receiptArrives) { $0.hasReceipt = true }
                    case .refusal: _ = $0.apply(.recipientRefuses)
                    }
                }
            ]
        }
    }

    private var forwarderSteps: [ReleaseModel] {
        switch forwarder {
        case .idle:
            state == .forwarded ? [with { $0.forwarder = .holding }] : []
        case .holding:
            [
                with {
                    $0.forwarder = .waiting
                    $0.withdrawalOnWay = true
                }
            ]
        case .waiting:
            [with { $0.forwarder = .idle }]
        case .answered(let answer):
            [
                with {
                    $0.forwarder = .idle
                    _ = $0.apply(answer == .deleted ? .deletionArrives : .recipientKeeps)
                }
            ]
        }
    }

    private var networkSteps: [ReleaseModel] {
        var steps: [ReleaseModel] = []
        if packageOnWay {
            steps.append(with { $0.packageOnWay = false })
            steps.append(
                with {
                    $0.packageOnWay = false
                    $0.replyOnWay = $0.takePackage()
                })
        }
        if withdrawalOnWay {
            steps.append(with { $0.withdrawalOnWay = false })
            steps.append(
                with {
                    $0.withdrawalOnWay = false
                    $0.answerOnWay = $0.takeWithdrawal()
                })
        }
        if let replyOnWay {
            steps.append(
                with {
                    $0.replyOnWay = nil
                    if $0.sender == .waiting { $0.sender = .answered(replyOnWay) }
                })
        }
        if let answerOnWay {
            steps.append(
                with {
                    $0.answerOnWay = nil
                    if $0.forwarder == .waiting { $0.forwarder = .answered(answerOnWay) }
                })
        }
        return steps
    }

    private mutating func takePackage() -> Reply {
        switch recipient {
        // The identical package again gets the identical receipt.
        case .package: return .receipt
        case .withdrawal, .deleted: return .refusal
        case .nothing:
            guard !hasRequestEnded else { return .refusal }
            recipient = .package
            return .receipt
        }
    }

    private mutating func takeWithdrawal() -> Answer {
        switch recipient {
        case .package, .deleted:
            recipient = .deleted
            return .deleted
        case .nothing, .withdrawal:
            recipient = .withdrawal
            return .kept
        }
    }

    private var worldSteps: [ReleaseModel] {
        var steps: [ReleaseModel] = []
        if !hasRequestEnded { steps.append(with { $0.hasRequestEnded = true }) }
        if state.after(.citizenWithdraws) != nil {
            steps.append(
                with {
                    // The gate cuts off what is being sent, and waits until it has ended.
                    if $0.isGated, $0.sender == .marked || $0.sender == .waiting {
                        $0.sender = .idle
                    }
                    $0.wasMarkedAtWithdrawal = $0.wasMarked
                    _ = $0.apply(.citizenWithdraws)
                })
        }
        if sender != .idle || forwarder != .idle {
            // Killed and started again: what was in memory is gone, what is on the way is not.
            steps.append(
                with {
                    $0.sender = .idle
                    $0.forwarder = .idle
                })
        }
        return steps
    }
}
