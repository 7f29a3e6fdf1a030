import BlueButton
import OpenSSL
import SelectiveDisclosure
import Testing

@testable import CitizenCommands

/// What lengths tell: nothing of anyone's values. People of the seed who differ in all that could
/// show: names, income or none, disputes, secrecy, partners, emigration.
@Suite(.serialized) struct LengthTests {
    private static let people = [
        "sanne-de-vries", "youssef-el-amrani", "lina-el-amrani", "margriet-van-der-linden",
        "kees-hofstra", "fatima-ouali", "anneke-visser", "tomas-novak",
    ]

    @Test(arguments: ["brp", "bri"])
    func `attestations of all people have one length`(_ source: String) async throws {
        try await Scene.play { scene in
            var plain: Set<Int> = []
            for slug in Self.people {
                let citizen = try await scene.citizen(slug)
                for _ in 0..<3 {
                    plain.insert(try await citizen.data(of: source).sdjwt.text.utf8.count)
                }
            }
            let orders = scene.service.orders
            #expect(orders.count == 3 * Self.people.count)
            // There is something to hide, and it does not show.
            #expect(plain.count > 1)
            #expect(Set(orders.map(\.answer.utf8.count)).count == 1)
            #expect(Set(orders.map(\.mandate.utf8.count)).count == 1)
            #expect(Set(orders.map(\.token.utf8.count)).count == 1)
        }
    }

    @Test func `packages with different values have one length`() async throws {
        try await Scene.play { scene in
            var lengths: Set<Int> = []
            var consents: Set<Int> = []
            var plain: Set<Int> = []
            for slug in Self.people {
                let one = try await scene.release(by: slug)
                lengths.insert(one.package.text.utf8.count)
                consents.insert(one.consent.text.utf8.count)
                plain.insert(
                    try Parcel(one.choice).presentations.values.map(\.utf8.count).reduce(0, +))
            }
            #expect(plain.count > 1)
            #expect(lengths.count == 1)
            #expect(consents.count == 1)
        }
    }
}
