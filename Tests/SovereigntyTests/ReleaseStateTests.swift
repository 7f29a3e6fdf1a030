import Sovereignty
import Testing

struct ReleaseStateTests {
    typealias Event = ReleaseState.Event

    /// Every step that there is; whatever is absent cannot happen.
    static let steps: [ReleaseState: [Event: ReleaseState]] = [
        .registered: [
            .deliveryStarts: .delivering, .requestEnds: .expired, .citizenWithdraws: .stopped,
        ],
        .delivering: [
            .deliveryStarts: .delivering, .receiptArrives: .delivered,
            .recipientRefuses: .refused, .requestEnds: .expired, .citizenWithdraws: .withdrawn,
        ],
        .delivered: [.citizenWithdraws: .withdrawn],
        .stopped: [:], .withdrawn: [:], .expired: [:], .refused: [:],
    ]

    @Test(arguments: ReleaseState.allCases, Event.allCases)
    func `a state has these steps and no others`(state: ReleaseState, event: Event) {
        #expect(state.after(event) == Self.steps[state]?[event])
    }

    @Test func `only what may still leave is pending`() {
        #expect(ReleaseState.allCases.filter(\.isPending) == [.registered, .delivering])
    }

    /// Every sequence of six events, with what it led to.
    @Test func `no interleaving delivers after a withdrawal or stops after a start`() {
        func walk(_ state: ReleaseState, started: Bool, withdrawn: Bool, depth: Int) {
            #expect(!(withdrawn && (state.isPending || state == .delivered)))
            #expect(state != .stopped || !started)
            #expect(state != .withdrawn || started)
            guard depth > 0 else { return }
            for event in Event.allCases {
                guard let next = state.after(event) else { continue }
                walk(
                    next, started: started || event == .deliveryStarts,
                    withdrawn: withdrawn || event == .citizenWithdraws, depth: depth - 1)
            }
        }
        walk(.registered, started: false, withdrawn: false, depth: 6)
    }

    @Test func `the names in the interface are these`() {
        let names = ReleaseState.allCases.map(\.rawValue)
        #expect(
            names == [
                "registered", "delivering", "delivered", "stopped", "withdrawn", "expired",
                "refused",
            ])
    }
}
