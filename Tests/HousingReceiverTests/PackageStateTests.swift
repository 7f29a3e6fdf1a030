import Testing

@testable import HousingReceiver

struct PackageStateTests {
    /// Every step there is; all others change nothing.
    static let steps: [(PackageState, PackageState.Event, PackageState)] = [
        (.waiting, .citizenConfirms, .confirmed),
        (.waiting, .requestIsGone, .unconfirmed),
        (.waiting, .citizenWithdraws, .withdrawn),
        (.confirmed, .citizenWithdraws, .withdrawn),
        (.confirmed, .retentionEnds, .expired),
        (.unconfirmed, .citizenWithdraws, .withdrawn),
        (.expired, .citizenWithdraws, .withdrawn),
    ]

    @Test(arguments: PackageState.allCases, PackageState.Event.allCases)
    func `every event in every state leads where the table says`(
        state: PackageState, event: PackageState.Event
    ) {
        let expected = Self.steps.first { $0.0 == state && $0.1 == event }?.2
        #expect(state.after(event) == expected)
    }

    @Test func `deleted data never comes back, and nothing undoes a withdrawal`() {
        for state in PackageState.allCases {
            for event in PackageState.Event.allCases {
                guard let next = state.after(event) else { continue }
                if !state.hasData { #expect(!next.hasData) }
                #expect(state != .withdrawn)
            }
        }
    }

    @Test(arguments: PackageState.allCases)
    func `a withdrawal counts in every state`(state: PackageState) {
        #expect((state.after(.citizenWithdraws) ?? state) == .withdrawn)
    }
}
