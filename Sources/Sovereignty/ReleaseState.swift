/// Where a release stands: a pure state machine, so that every interleaving can be tested.
///
/// A release that was taken in is never without a state. That its citizen confirmed it is not
/// among them: the confirmation goes to the recipient past the service, which never learns it.
package enum ReleaseState: String, Sendable, CaseIterable {
    /// Stored; nothing was sent.
    case registered
    /// A delivery was started and may have arrived.
    case delivering
    /// The recipient gave its receipt.
    case delivered
    /// The recipient refused the package for good.
    case refused
    /// The request ended before any delivery was started: nothing was sent.
    case expired
    /// A delivery was started and no receipt ever came: it may have arrived.
    case unanswered
    /// Withdrawn before any delivery was started: nothing was sent, nothing will be.
    case stopped
    /// Withdrawn after a delivery was started: the recipient is told until it answers.
    case forwarded
    /// Withdrawn; the recipient does not know the consent, and keeps the withdrawal for its package.
    case kept
    /// Withdrawn; the recipient's sealed word that it deleted the data is there.
    case deleted

    /// What can happen to a release.
    package enum Event: Sendable, CaseIterable {
        /// The mark before each attempt: what is sent is sent under it.
        case deliveryStarts
        case receiptArrives
        case recipientRefuses
        case requestEnds
        case citizenWithdraws
        /// A deletion receipt that verifies.
        case deletionArrives
        case recipientKeeps
        /// The store was restored from an older copy, in which a withdrawal may be missing.
        case storeRestored
    }

    /// The state after an event; nil where the event cannot happen or changes nothing here.
    ///
    /// A receipt that crosses a withdrawal leads to the state that it came to: it is evidence, and
    /// the release stays withdrawn.
    package func after(_ event: Event) -> ReleaseState? {
        switch event {
        case .deliveryStarts: isPending ? .delivering : nil
        case .receiptArrives: afterReceipt
        case .recipientRefuses: self == .delivering || self == .unanswered ? .refused : nil
        case .requestEnds:
            switch self {
            case .registered: .expired
            case .delivering: .unanswered
            default: nil
            }
        case .citizenWithdraws: afterWithdrawal
        case .deletionArrives: self == .forwarded || self == .kept ? .deleted : nil
        case .recipientKeeps: self == .forwarded ? .kept : nil
        case .storeRestored: isPending ? .unanswered : nil
        }
    }

    private var afterReceipt: ReleaseState? {
        switch self {
        case .delivering, .unanswered, .refused: .delivered
        // It has arrived after all: the recipient is told again.
        case .kept: .forwarded
        case .forwarded, .deleted: self
        case .registered, .delivered, .expired, .stopped: nil
        }
    }

    private var afterWithdrawal: ReleaseState? {
        switch self {
        case .registered, .expired: .stopped
        case .delivering, .delivered, .refused, .unanswered: .forwarded
        case .stopped, .forwarded, .kept, .deleted: nil
        }
    }

    /// Whether the package may still be sent.
    package var isPending: Bool { self == .registered || self == .delivering }

    /// Whether the outbox still has work with it.
    package var hasWork: Bool { isPending || self == .forwarded }

    /// Whether the citizen withdrew.
    package var isWithdrawn: Bool {
        switch self {
        case .stopped, .forwarded, .kept, .deleted: true
        case .registered, .delivering, .delivered, .refused, .expired, .unanswered: false
        }
    }
}
