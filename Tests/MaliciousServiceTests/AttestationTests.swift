import BlueButton
import JOSE
import OpenSSL
import SelectiveDisclosure
import StrictJSON
import Testing

@testable import CitizenCommands

/// Attestations that the attacker hands over in the place of the one that was ordered.
@Suite(.serialized) struct AttestationTests {
    @Test func `another citizen's attestation cannot be read, so not passed off either`()
        async throws
    {
        try await Scene.play { scene in
            _ = try await scene.citizen("kees-hofstra").data(of: "brp")
            let other = try #require(scene.service.orders.last?.answer)
            scene.service.turn { $0.attestation = { _ in other } }
            let citizen = try await scene.citizen("sanne-de-vries")
            #expect(await code { _ = try await citizen.data(of: "brp") } == "decryption-failed")
        }
    }

    @Test func `the attacker's own attestation cannot be passed off as the citizen's`()
        async throws
    {
        try await Scene.play { scene in
            let own = try await scene.citizen("kees-hofstra").data(of: "brp").sdjwt
            scene.service.turn { $0.attestation = { try scene.sealed(own, for: $0) } }
            let citizen = try await scene.citizen("sanne-de-vries")
            #expect(await code { _ = try await citizen.data(of: "brp") } == "attestation-mismatch")
        }
    }

    @Test func `an attestation bound to another key is refused`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            let earlier = try await citizen.data(of: "brp").sdjwt
            scene.service.turn { $0.attestation = { try scene.sealed(earlier, for: $0) } }
            #expect(await code { _ = try await citizen.data(of: "brp") } == "attestation-mismatch")
        }
    }

    @Test func `an attestation of another kind than was ordered is refused`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            let income = try await citizen.data(of: "bri").sdjwt
            scene.service.turn { $0.attestation = { try scene.sealed(income, for: $0) } }
            #expect(await code { _ = try await citizen.data(of: "brp") } == "attestation-mismatch")
        }
    }

    @Test(arguments: [("bri", "credential-type-not-allowed"), ("service", "wrong-role")])
    func `nobody issues what another source attests`(
        _ party: String, _ expected: String
    ) async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            let person = try await citizen.session().sourcesSubject
            scene.service.turn {
                $0.attestation = { order in
                    try scene.sealed(scene.invented(order, person: person, by: party), for: order)
                }
            }
            #expect(await code { _ = try await citizen.data(of: "brp") } == expected)
        }
    }

    @Test func `an attestation cannot be altered on its way`() async throws {
        try await Scene.play { scene in
            scene.service.turn { $0.attestation = { Forging.damaged($0.answer) } }
            let citizen = try await scene.citizen()
            #expect(await code { _ = try await citizen.data(of: "brp") } == "decryption-failed")
        }
    }
}

extension Scene {
    /// Encrypts an attestation to the decryption key of an order, as its source would.
    func sealed(_ attestation: SDJWT, for order: MaliciousService.Order) throws -> String {
        let key = try JSONReader(.object(Forging.payload(order.mandate)))
            .object("encryption_jwk").asObject()
        return try SealedAttestation.seal(attestation, to: JWK(json: key))
    }

    /// An attestation of the order's kind about its person, under the seal of a party.
    func invented(
        _ order: MaliciousService.Order, person: String, by party: String
    ) throws -> SDJWT {
        let holder = try JSONReader(.object(Forging.payload(order.mandate)))
            .object("holder_jwk").asObject()
        var claims = PersonClaims()
        claims.naam = PersonName(volledigeNaam: "Iemand Anders")
        return try Attestation.issue(
            claims.all, type: .brp, person: person,
            holderKey: JWK(json: holder), by: keys.sealer(party), at: .now())
    }
}
