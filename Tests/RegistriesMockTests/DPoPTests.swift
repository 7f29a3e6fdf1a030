import JOSE
import OpenSSL
import StrictJSON
import Testing
import Transport

@testable import RegistriesMock

@Suite struct DPoPTests {
    /// Redeems a fresh code with a proof of one's own making, once the nonce is known.
    private func redeem(
        _ citizen: Citizen, headers: (String?) throws -> [(String, String)]
    ) async throws -> Reply {
        let form = [
            ("grant_type", "authorization_code"), ("client_id", RunningMocks.client),
            ("code", try await citizen.code()), ("redirect_uri", citizen.redirect),
            ("code_verifier", citizen.verifier),
        ]
        let url = citizen.mocks.issuer + "/token"
        let refused = try await citizen.mocks.post(
            url, form: form, headers: [("DPoP", try citizen.proof())])
        return try await citizen.mocks.post(
            url, form: form, headers: try headers(refused.headers["dpop-nonce"]))
    }

    @Test func `a proof without the server's nonce is told to have one`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let reply = try await mocks.post(
                mocks.issuer + "/token", form: [("client_id", RunningMocks.client)],
                headers: [("DPoP", try citizen.proof())])
            #expect(reply.status == 400)
            #expect(reply.error == "use_dpop_nonce")
            #expect(reply.headers["dpop-nonce"]?.utf8.count == 43)
        }
    }

    @Test func `with the nonce it is accepted`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let reply = try await redeem(citizen) { [("DPoP", try citizen.proof(nonce: $0))] }
            #expect(reply.status == 200)
            #expect(reply.headers["dpop-nonce"] != nil)
        }
    }

    @Test func `where no nonce is demanded none is needed`() async throws {
        try await RunningMocks.whileRunning(requiresNonce: false) { mocks in
            let reply = try await Citizen(mocks).logIn()
            #expect(reply.status == 200)
        }
    }

    @Test(
        arguments: [
            ["htm": "GET"], ["htm": .null], ["htu": "https://other.example/token"], ["htu": .null],
            ["iat": .integer(TestClock.start.seconds - 61)],
            ["iat": .integer(TestClock.start.seconds + 61)], ["iat": .null], ["iat": "now"],
            ["jti": .null], ["jti": ""], ["jti": 1],
        ] as [JSONObject]) func `a proof of something else is refused`(
            claims: JSONObject
        ) async throws
    {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let reply = try await redeem(citizen) {
                [("DPoP", try citizen.proof(nonce: $0, claims: claims))]
            }
            #expect(reply.error == "invalid_dpop_proof")
        }
    }

    @Test(
        arguments: [
            ["typ": "JWT"], ["typ": .null], ["jwk": .null], ["jwk": "key"],
            ["crit": ["x"], "x": 1],
        ] as [JSONObject]) func `a proof of another make is refused`(header: JSONObject)
        async throws
    {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let reply = try await redeem(citizen) {
                // What cannot even be made is refused where it is made.
                guard let proof = try? citizen.proof(nonce: $0, header: header) else {
                    return [("DPoP", "e30.e30.AA")]
                }
                return [("DPoP", proof)]
            }
            #expect(reply.error == "invalid_dpop_proof")
        }
    }

    @Test func `a private key in the proof is refused`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            var jwk = JWK(citizen.key.publicKey).json
            jwk["d"] = .string(Base64URL.encode(citizen.key.scalar))
            let header: JSONObject = ["jwk": .object(jwk)]
            let reply = try await redeem(citizen) {
                [("DPoP", try citizen.proof(nonce: $0, header: header))]
            }
            #expect(reply.error == "invalid_dpop_proof")
        }
    }

    @Test func `a proof signed by another key than it names is refused`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let header: JSONObject = [
                "jwk": .object(JWK(try P256PrivateKey().publicKey).json)
            ]
            let reply = try await redeem(citizen) {
                [("DPoP", try citizen.proof(nonce: $0, header: header))]
            }
            #expect(reply.error == "invalid_dpop_proof")
        }
    }

    @Test(arguments: ["", "x", "a.b.c", "eyJhbGciOiJub25lIiwidHlwIjoiZHBvcCtqd3QifQ.e30."])
    func `what is no proof is refused`(proof: String) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await redeem(try Citizen(mocks)) { _ in [("DPoP", proof)] }
            #expect(reply.error == "invalid_dpop_proof")
        }
    }

    @Test func `no proof and two proofs are refused`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            #expect(try await redeem(citizen) { _ in [] }.error == "invalid_dpop_proof")
            let two = try await redeem(citizen) {
                [
                    ("DPoP", try citizen.proof(nonce: $0)),
                    ("DPoP", try citizen.proof(nonce: $0)),
                ]
            }
            #expect(two.error == "invalid_dpop_proof")
        }
    }

    @Test func `a proof counts once`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let token = try await citizen.logIn().json["refresh_token"]?.stringValue ?? ""
            let nonce = try await mocks.post(
                mocks.issuer + "/token", form: [("client_id", RunningMocks.client)],
                headers: [("DPoP", try citizen.proof())]
            ).headers["dpop-nonce"]
            let proof = try citizen.proof(nonce: nonce)
            let form = [
                ("client_id", RunningMocks.client), ("grant_type", "refresh_token"),
                ("refresh_token", token), ("resource", "urn:blauweknop:sources"),
            ]
            let url = mocks.issuer + "/token"
            #expect(try await mocks.post(url, form: form, headers: [("DPoP", proof)]).status == 200)
            let again = try await mocks.post(url, form: form, headers: [("DPoP", proof)])
            #expect(again.error == "invalid_dpop_proof")
        }
    }

    @Test(arguments: ["", "nonce", String(repeating: "A", count: 43)])
    func `a nonce of another server is none`(nonce: String) async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let reply = try await redeem(citizen) { _ in
                [("DPoP", try citizen.proof(nonce: nonce))]
            }
            #expect(reply.error == "use_dpop_nonce")
        }
    }

    @Test func `a nonce ends`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let reply = try await redeem(citizen) {
                mocks.clock.advance(241)
                return [("DPoP", try citizen.proof(nonce: $0))]
            }
            #expect(reply.error == "use_dpop_nonce")
        }
    }

    @Test func `a set forgets what has ended`() {
        let (set, start) = (ExpiringSet(), TestClock.start)
        #expect(set.insert("a", until: start + 10, at: start))
        #expect(!set.insert("a", until: start + 20, at: start + 9))
        #expect(set.insert("a", until: start + 20, at: start + 10))
    }
}
