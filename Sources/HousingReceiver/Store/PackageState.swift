/// Where a package stands at the recipient: a pure state machine.
///
/// That its citizen confirmed it is known here alone: the confirmation does not pass the service.
enum PackageState: String, Sendable, CaseIterable {
    /// The citizen has not confirmed it yet: it is not used, and shows nothing.
    case waiting
    /// Its data may be used.
    case confirmed
    /// It was not confirmed in time, or another one was: its data is deleted.
    case unconfirmed
    /// The citizen withdrew: its data is deleted.
    case withdrawn
    /// The retention ended: its data is deleted.
    case expired

    /// What can happen to a package.
    enum Event: Sendable, CaseIterable {
        case citizenConfirms
        /// Its request ended, or another package used it up.
        case requestIsGone
        case citizenWithdraws
        case retentionEnds
    }

    /// The state after an event; nil where the event cannot happen or changes nothing here.
    func after(_ event: Event) -> PackageState? {
        switch (self, event) {
        case (.waiting, .citizenConfirms): .confirmed
        case (.waiting, .requestIsGone): .unconfirmed
        case (.confirmed, .retentionEnds): .expired
        case (.withdrawn, .citizenWithdraws): nil
        case (_, .citizenWithdraws): .withdrawn
        default: nil
        }
    }

    /// Whether its data is there.
    var hasData: Bool { self == .waiting || self == .confirmed }
}
