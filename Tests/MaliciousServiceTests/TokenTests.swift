import BlueButton
import OpenSSL
import StrictJSON
import Testing
import Transport

@testable import CitizenCommands

/// Tokens that the attacker carries, has seen, or was given by a source that joined it.
@Suite(.serialized) struct TokenTests {
    @Test func `a source that passes its token on gains nothing at another source`() async throws {
        try await Scene.play { scene in
            _ = try await scene.citizen().data(of: "brp")
            let order = try #require(scene.service.orders.last)
            let token = try SealedToken.open(
                order.token, keys: [scene.keys.decryptionKey("brp")])
            let bri = try scene.keys.directory.source(slug: "bri")
            let passedOn = try Forging.encrypted(token, to: bri)
            #expect(try await scene.ask("bri", order.mandate, passedOn) == "mandate-mismatch")
            let own = try P256PrivateKey()
            let forged = try Forging.signed(order.mandate, type: "mandate+jwt", by: own) {
                $0["aud"] = .string(bri.oin.digits)
                $0["vct"] = "urn:nl:blauweknop:bri:1"
            }
            #expect(try await scene.ask("bri", forged, passedOn) == "token-key-mismatch")
        }
    }

    @Test func `a source cannot call another source's gateway itself`() async throws {
        try await Scene.play { scene in
            _ = try await scene.citizen().overview()
            let mandate = try #require(scene.service.mandates.last)
            let token = try #require(scene.service.tokens[MandateTests.bri])
            let source = try OrganisationClient(identity: scene.keys.tls("brp"))
            let refusal = await code {
                _ = try await scene.keys.order(
                    .holdings, at: "bri", mandate: mandate, token: token, by: source)
            }
            await source.shutdown()
            #expect(["tls-failed", "unreachable"].contains(refusal))
        }
    }

    @Test func `the service's own token opens no source`() async throws {
        try await Scene.play { scene in
            _ = try await scene.citizen().data(of: "brp")
            let order = try #require(scene.service.orders.last)
            let token = try #require(scene.service.serviceTokens.last)
            let sealed = try Forging.encrypted(
                token, to: scene.keys.directory.source(slug: "brp"))
            #expect(try await scene.ask("brp", order.mandate, sealed) == "token-refused")
        }
    }

    @Test func `a token for one source's key is noise to another`() async throws {
        try await Scene.play { scene in
            _ = try await scene.citizen().overview()
            let mandate = try #require(scene.service.mandates.last)
            let token = try #require(scene.service.tokens[MandateTests.brp])
            let reply = try await scene.keys.order(
                .holdings, at: "bri", mandate: mandate, token: token)
            #expect(reply.code == "decryption-failed")
        }
    }

    @Test func `one citizen's mandate does not go with another's token`() async throws {
        try await Scene.play { scene in
            _ = try await scene.citizen("sanne-de-vries").data(of: "brp")
            _ = try await scene.citizen("kees-hofstra").data(of: "brp")
            let orders = scene.service.orders
            #expect(
                try await scene.ask("brp", orders[0].mandate, orders[1].token)
                    == "token-key-mismatch")
        }
    }

    @Test func `a mandate does not go with another token of the same citizen`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            _ = try await citizen.data(of: "brp")
            var session = try await citizen.session()
            session.sources = nil
            try session.save(to: citizen.home)
            _ = try await citizen.data(of: "brp")
            let orders = scene.service.orders
            #expect(
                try await scene.ask("brp", orders[1].mandate, orders[0].token)
                    == "mandate-token-mismatch")
        }
    }
}
