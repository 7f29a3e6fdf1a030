import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import TestPKI
import Testing
import Transport

/// Which of the identity provider's keys a gateway takes tokens by; nobody stands behind the
/// provider's address.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct ProviderKeyTests {
    private static func ask(_ header: JSONObject) async throws -> HTTPReply {
        try await RunningGateway.whileRunning { gateway in
            let token = try gateway.order.token(header: header)
            let body: JSONValue = [
                "mandate": .string(try gateway.order.mandate(for: token).text),
                "token": .string(try gateway.order.sealed(token)),
            ]
            return try await gateway.post(RunningGateway.holdings, body.text)
        }
    }

    @Test func `a token by the directory's key needs no provider that answers`() async throws {
        let key = try ReleaseWorld.shared.get().pki.party("digid").key("signing")
        let kid = JSONValue.string(JWK(key.publicKey).thumbprint)
        #expect(try await Self.ask(["kid": kid]).status == 200)
    }

    @Test func `a token by an unknown key is refused as such, and the registry is not asked`()
        async throws
    {
        let reply = try await Self.ask(["kid": "unknown"])
        #expect(reply.status == 401 && reply.problemCode == "token-key-unknown")
    }
}
