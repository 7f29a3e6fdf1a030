import BlueButton
import JOSE
import OpenSSL
import StrictJSON
import Testing

@testable import CitizenCommands

/// A mandate in the attacker's hands: it can only be carried to whom it is for, as it is.
@Suite(.serialized) struct MandateTests {
    @Test(arguments: ["holder_jwk", "encryption_jwk"])
    func `a holder or decryption key cannot be substituted in a mandate`(
        _ member: String
    ) async throws {
        try await Scene.play { scene in
            _ = try await scene.citizen().data(of: "brp")
            let order = try #require(scene.service.orders.last)
            let own = try P256PrivateKey()
            let key = JWK(own.publicKey)
            let jwk = JSONValue.object(
                member == "holder_jwk" ? key.json : key.encryptionJSON())
            let altered = try Forging.altered(order.mandate) { $0[member] = jwk }
            #expect(try await scene.ask("brp", altered, order.token) == "signature-invalid")
            let signed = try Forging.signed(order.mandate, type: "mandate+jwt", by: own) {
                $0[member] = jwk
            }
            #expect(try await scene.ask("brp", signed, order.token) == "token-key-mismatch")
        }
    }

    @Test func `a mandate for an attestation is no good at another source`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            _ = try await citizen.data(of: "brp")
            _ = try await citizen.overview()
            let mandate = try #require(scene.service.orders.last?.mandate)
            let token = try #require(scene.service.tokens[Self.bri])
            #expect(try await scene.ask("bri", mandate, token) == "mandate-mismatch")
            let altered = try Forging.altered(mandate) { $0["aud"] = .string(Self.bri) }
            #expect(try await scene.ask("bri", altered, token) == "signature-invalid")
        }
    }

    @Test func `a mandate that was carried before brings nothing new, and none once it ended`()
        async throws
    {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            _ = try await citizen.data(of: "brp")
            let order = try #require(scene.service.orders.last)
            let again = try await scene.keys.order(
                .attestations, at: "brp", mandate: order.mandate, token: order.token)
            #expect(again.reader.text("attestation") == order.answer)
            let ended = try Forging.signed(
                order.mandate, type: "mandate+jwt", by: await scene.sessionKey(of: citizen)
            ) {
                $0["iat"] = .integer(UnixTime.now().seconds - 301)
                $0["exp"] = .integer(UnixTime.now().seconds - 1)
            }
            #expect(try await scene.ask("brp", ended, order.token) == "expired")
        }
    }

    @Test func `a mandate's number cannot be used for other content, whoever signs it`()
        async throws
    {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            _ = try await citizen.data(of: "brp")
            let order = try #require(scene.service.orders.last)
            let key = JWK(try P256PrivateKey().publicKey)
            let signed = try Forging.signed(
                order.mandate, type: "mandate+jwt", by: await scene.sessionKey(of: citizen)
            ) { $0["holder_jwk"] = .object(key.json) }
            #expect(try await scene.ask("brp", signed, order.token) == "mandate-reused")
        }
    }

    @Test func `a query's mandate orders no attestation, and the reverse`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            _ = try await citizen.data(of: "brp")
            _ = try await citizen.overview()
            let order = try #require(scene.service.orders.last)
            let query = try #require(scene.service.mandates.last)
            let token = try #require(scene.service.tokens[Self.brp])
            #expect(try await scene.ask("brp", query, token) == "mandate-mismatch")
            let reply = try await scene.keys.order(
                .holdings, at: "brp", mandate: order.mandate, token: order.token)
            #expect(reply.code == "mandate-mismatch")
        }
    }

    static let brp = "00000099000000000101"
    static let bri = "00000099000000000102"
}

extension Scene {
    /// Asks a gateway for an attestation as the service; the code by which it refuses.
    func ask(_ slug: String, _ mandate: String, _ token: String) async throws -> String? {
        try await keys.order(.attestations, at: slug, mandate: mandate, token: token).code
    }
}
