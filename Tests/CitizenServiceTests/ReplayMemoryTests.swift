import OpenSSL
import ReleaseKit
import Testing

@testable import CitizenService

/// What the service remembers of used proofs, and that it forgets none for want of room.
struct ReplayMemoryTests {
    private let start = ReleaseWorld.time

    private func admit(
        _ id: String, by key: String = "key", after seconds: Int64 = 0, to memory: ReplayMemory
    ) -> ReplayMemory.Admission {
        memory.admit(id, by: key, until: start + seconds + 120, at: start + seconds)
    }

    @Test func `what was used is known until its end`() {
        let memory = ReplayMemory()
        #expect(admit("a", to: memory) == .admitted)
        for second in [0, 1, 60, 119, 120] as [Int64] {
            #expect(admit("a", after: second, to: memory) == .replayed)
        }
    }

    @Test func `what was used just before a turn is known until its end`() {
        let memory = ReplayMemory()
        #expect(admit("first", to: memory) == .admitted)
        #expect(admit("late", after: 119, to: memory) == .admitted)
        #expect(admit("turns", after: 120, to: memory) == .admitted)
        #expect(admit("late", after: 239, to: memory) == .replayed)
    }

    @Test func `long after its end it is forgotten`() {
        let memory = ReplayMemory()
        #expect(admit("a", to: memory) == .admitted)
        #expect(admit("b", after: 300, to: memory) == .admitted)
        #expect(admit("a", after: 300, to: memory) == .admitted)
    }

    @Test func `two keys may use one number`() {
        let memory = ReplayMemory()
        #expect(admit("a", by: "one", to: memory) == .admitted)
        #expect(admit("a", by: "two", to: memory) == .admitted)
        #expect(admit("a", by: "one", to: memory) == .replayed)
        #expect(admit("x.a", by: "on", to: memory) == .admitted)
        #expect(admit("a", by: "on.x", to: memory) != .full(isKeys: false))
    }

    @Test func `a full memory refuses and forgets nothing, until time has made room`() {
        let memory = ReplayMemory(capacity: 20)
        for number in 0..<20 {
            #expect(admit("a", by: "key \(number)", to: memory) == .admitted)
        }
        #expect(admit("a", by: "another", to: memory) == .full(isKeys: false))
        #expect(admit("a", by: "another", after: 130, to: memory) == .full(isKeys: false))
        for number in 0..<20 {
            #expect(admit("a", by: "key \(number)", after: 119, to: memory) == .replayed)
        }
        #expect(admit("a", by: "another", after: 250, to: memory) == .admitted)
    }

    @Test func `one key fills a tenth and no more`() {
        let memory = ReplayMemory(capacity: 20)
        #expect(admit("a", to: memory) == .admitted)
        #expect(admit("b", after: 119, to: memory) == .admitted)
        #expect(admit("c", after: 119, to: memory) == .full(isKeys: true))
        #expect(admit("c", after: 121, to: memory) == .full(isKeys: true))
        #expect(admit("a", by: "another", after: 121, to: memory) == .admitted)
        #expect(admit("c", after: 241, to: memory) == .admitted)
    }
}
