@testable import HousingReceiver

/// A request and two packages that answer it, as the receiver must treat them: small enough that
/// every order of what can happen is walked through.
struct RequestModel: Hashable {
    /// One package, and whether its citizen withdrew; nil: it has not come.
    struct Place: Hashable {
        var state: PackageState?
        var isWithdrawn = false
    }

    /// Where the clock stands.
    enum Phase: Int, Hashable {
        case open, ended, retentionOver
    }

    enum Event: Hashable, CaseIterable {
        case firstArrives, secondArrives
        case firstConfirmed, secondConfirmed
        case firstWithdrawn, secondWithdrawn
        case timePasses, sweep

        /// The package that it is about.
        var place: Int {
            switch self {
            case .secondArrives, .secondConfirmed, .secondWithdrawn: 1
            default: 0
            }
        }
    }

    var request = StoredRequest.State.open
    var places = [Place(), Place()]
    var phase = Phase.open

    /// The model after an event; itself where the event changes nothing. Nil where it cannot come:
    /// a package is judged before it is stored, and none is taken once its request's time is over.
    func after(_ event: Event) -> RequestModel? {
        var next = self
        let place = event.place
        switch event {
        case .firstArrives, .secondArrives:
            guard phase == .open || request != .open else { return nil }
            if places[place].state == nil, !places[place].isWithdrawn, request == .open {
                next.places[place].state = .waiting
            }
        case .firstConfirmed, .secondConfirmed:
            guard request == .open, phase == .open,
                let state = places[place].state?.after(.citizenConfirms)
            else { return self }
            next.places[place].state = state
            next.request = .used
            next.move(1 - place, by: .requestIsGone)
        case .firstWithdrawn, .secondWithdrawn:
            next.places[place].isWithdrawn = true
            next.move(place, by: .citizenWithdraws)
        case .timePasses:
            guard let later = Phase(rawValue: phase.rawValue + 1) else { return nil }
            next.phase = later
        case .sweep:
            guard phase != .open else { return self }
            if request == .open { next.request = .closed }
            for place in places.indices {
                next.move(place, by: .requestIsGone)
                if phase == .retentionOver { next.move(place, by: .retentionEnds) }
            }
        }
        return next
    }

    private mutating func move(_ place: Int, by event: PackageState.Event) {
        places[place].state = places[place].state.map { $0.after(event) ?? $0 }
    }
}
