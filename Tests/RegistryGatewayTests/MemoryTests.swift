import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing

@testable import RegistryGateway

struct AnswerMemoryTests {
    let world: ReleaseWorld
    let order: Order
    let mandate: Mandate
    let memory = AnswerMemory()

    init() throws {
        world = try ReleaseWorld.shared.get()
        order = try Order(world)
        mandate = try order.mandate(for: "token")
    }

    @Test func `an answer is known until a minute after the mandate's end`() throws {
        #expect(try memory.answer(to: mandate, at: world.time) == nil)
        #expect(try memory.keep("first", to: mandate, at: world.time) == "first")
        #expect(try memory.answer(to: mandate, at: mandate.expires + 59) == "first")
        #expect(try memory.answer(to: mandate, at: mandate.expires + 60) == nil)
    }

    @Test func `of two answers that came at once the first counts`() throws {
        #expect(try memory.keep("first", to: mandate, at: world.time) == "first")
        #expect(try memory.keep("second", to: mandate, at: world.time) == "first")
    }

    @Test func `the same number of another key is another order`() throws {
        _ = try memory.keep("first", to: mandate, at: world.time)
        let stranger = try Order(world)
        let text = try stranger.changed(
            mandate,
            [
                "iss": .string(
                    try stranger.mandate(for: "token").sessionKey.thumbprintURI)
            ])
        let theirs = try Mandate.verify(text, at: world.time)
        #expect(theirs.identity.id == mandate.identity.id)
        #expect(try memory.answer(to: theirs, at: world.time) == nil)
    }

    @Test func `a number that belongs to another order is refused, asked or kept`() throws {
        _ = try memory.keep("first", to: mandate, at: world.time)
        let text = try order.changed(mandate, ["exp": .integer(mandate.expires.seconds - 1)])
        let other = try Mandate.verify(text, at: world.time)
        let asked = #expect(throws: Refusal.self) {
            try memory.answer(to: other, at: world.time)
        }
        let kept = #expect(throws: Refusal.self) {
            try memory.keep("second", to: other, at: world.time)
        }
        #expect(asked?.code == .mandateReused && kept?.code == .mandateReused)
        #expect(try memory.answer(to: mandate, at: world.time) == "first")
    }
}

struct RateLimitTests {
    private let minute = UnixTime(seconds: 1_795_000_020)

    @Test func `each person has so many orders in a minute`() {
        let rate = RateLimit(perMinute: 2)
        #expect(rate.admit("one", at: minute) && rate.admit("one", at: minute + 39))
        #expect(!rate.admit("one", at: minute + 39))
        #expect(rate.admit("two", at: minute))
        #expect(rate.admit("one", at: minute + 60))
    }

    @Test func `a clock that goes back begins anew`() {
        let rate = RateLimit(perMinute: 1)
        #expect(rate.admit("one", at: minute))
        #expect(rate.admit("one", at: minute - 60))
    }
}
