/// Where a release stands: a pure state machine, so that every interleaving can be tested.
package enum ReleaseState: String, Sendable, CaseIterable {
    /// Stored; nothing was sent.
    case registered
    /// A delivery was started and may have arrived.
    case delivering
    /// The recipient gave its receipt.
    case delivered
    /// Withdrawn before any delivery was started: nothing leaves any more.
    case stopped
    /// Withdrawn after a delivery was started: nothing more is sent, but it may have arrived.
    case withdrawn
    /// The request ended before the recipient answered.
    case expired
    /// The recipient refused the package for good.
    case refused

    /// What can happen to a release.
    package enum Event: Sendable, CaseIterable {
        case deliveryStarts
        case receiptArrives
        case recipientRefuses
        case requestEnds
        case citizenWithdraws
    }

    /// The state after an event; nil where the event cannot happen or changes nothing here.
    package func after(_ event: Event) -> ReleaseState? {
        switch (self, event) {
        case (.registered, .deliveryStarts), (.delivering, .deliveryStarts): .delivering
        case (.delivering, .receiptArrives): .delivered
        case (.delivering, .recipientRefuses): .refused
        case (.registered, .requestEnds), (.delivering, .requestEnds): .expired
        case (.registered, .citizenWithdraws): .stopped
        case (.delivering, .citizenWithdraws), (.delivered, .citizenWithdraws): .withdrawn
        // A receipt that crosses a withdrawal changes nothing: the release stays withdrawn.
        default: nil
        }
    }

    /// Whether the outbox still has work with it.
    package var isPending: Bool {
        self == .registered || self == .delivering
    }
}
