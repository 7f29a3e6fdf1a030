import Sovereignty
import Testing

struct ReleaseStateTests {
    typealias Event = ReleaseState.Event

    /// Every step that there is; whatever is absent cannot happen, or changes nothing.
    static let steps: [ReleaseState: [Event: ReleaseState]] = [
        .registered: [
            .deliveryStarts: .delivering, .requestEnds: .expired, .citizenWithdraws: .stopped,
            .storeRestored: .unanswered,
        ],
        .delivering: [
            .deliveryStarts: .delivering, .receiptArrives: .delivered,
            .recipientRefuses: .refused, .requestEnds: .unanswered,
            .citizenWithdraws: .forwarded, .storeRestored: .unanswered,
        ],
        .delivered: [.citizenWithdraws: .forwarded],
        .refused: [.receiptArrives: .delivered, .citizenWithdraws: .forwarded],
        .expired: [.citizenWithdraws: .stopped],
        .unanswered: [
            .receiptArrives: .delivered, .recipientRefuses: .refused,
            .citizenWithdraws: .forwarded,
        ],
        .stopped: [:],
        .forwarded: [
            .receiptArrives: .forwarded, .deletionArrives: .deleted, .recipientKeeps: .kept,
        ],
        .kept: [.receiptArrives: .forwarded, .deletionArrives: .deleted],
        .deleted: [.receiptArrives: .deleted],
    ]

    @Test(arguments: ReleaseState.allCases, Event.allCases)
    func `a state has these steps and no others`(state: ReleaseState, event: Event) {
        #expect(state.after(event) == Self.steps[state]?[event])
    }

    @Test func `what may still leave, what has work and what is withdrawn`() {
        #expect(ReleaseState.allCases.filter(\.isPending) == [.registered, .delivering])
        #expect(
            ReleaseState.allCases.filter(\.hasWork) == [.registered, .delivering, .forwarded])
        #expect(
            ReleaseState.allCases.filter(\.isWithdrawn)
                == [.stopped, .forwarded, .kept, .deleted])
    }

    @Test(arguments: ReleaseState.allCases.filter(\.isWithdrawn), Event.allCases)
    func `what is withdrawn stays withdrawn`(state: ReleaseState, event: Event) {
        #expect(state.after(event)?.isWithdrawn ?? true)
        #expect(state.after(.deliveryStarts) == nil)
    }

    @Test func `from every state there is a way to an end`() {
        for start in ReleaseState.allCases {
            var reached: Set<ReleaseState> = [start]
            var edge = reached
            while !edge.isEmpty {
                let next = edge.flatMap { state in Event.allCases.compactMap { state.after($0) } }
                edge = Set(next).subtracting(reached)
                reached.formUnion(edge)
            }
            #expect(reached.contains { !$0.hasWork }, "\(start)")
        }
    }

    @Test func `the names in the interface are these`() {
        let names = ReleaseState.allCases.map(\.rawValue)
        #expect(
            names == [
                "registered", "delivering", "delivered", "refused", "expired", "unanswered",
                "stopped", "forwarded", "kept", "deleted",
            ])
    }
}
