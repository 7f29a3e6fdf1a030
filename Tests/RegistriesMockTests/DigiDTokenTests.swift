import JOSE
import OpenSSL
import StrictJSON
import Testing
import Transport

@testable import RegistriesMock

@Suite struct DigiDTokenTests {
    @Test func `a code buys the service's token, without a number`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let reply = try await citizen.logIn()
            #expect(reply.status == 200)
            #expect(reply.json["token_type"] == "DPoP")
            #expect(reply.json["expires_in"] == 600)
            #expect(reply.headers["cache-control"] == "no-store")
            let claims = try Citizen.claims(reply.json["access_token"])
            #expect(
                Set(claims.names) == [
                    "iss", "sub", "aud", "exp", "iat", "jti", "client_id", "acr", "cnf",
                ])
            #expect(claims["iss"] == .string(mocks.issuer))
            #expect(claims["aud"] == .string(RunningMocks.service))
            #expect(claims["exp"] == .integer(TestClock.start.seconds + 600))
            #expect(claims["cnf"] == ["jkt": .string(citizen.thumbprint)])
            #expect(claims["acr"] == "http://eidas.europa.eu/LoA/substantial")
            #expect(claims["sub"]?.stringValue?.utf8.count == 43)
        }
    }

    @Test func `tokens verify with the published key and have their types`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await Citizen(mocks).logIn()
            let keys = try await mocks.get(mocks.issuer + "/jwks")
            let json = try #require(keys.json["keys"]?.arrayValue?.first?.objectValue)
            let key = try JWK(json: json)
            for (name, type) in [("access_token", "at+jwt"), ("id_token", "JWT")] {
                let jws = try CompactJWS(
                    reply.json[name]?.stringValue ?? "", maximumBytes: 16 * 1024)
                try jws.verify(by: key.key)
                #expect(jws.type == type)
                #expect(jws.header["kid"] == json["kid"])
            }
        }
    }

    @Test func `the refresh token buys the sources' token, with the number`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let first = try await citizen.logIn()
            let second = try await citizen.refresh(first.json["refresh_token"]?.stringValue ?? "")
            #expect(second.status == 200)
            let claims = try Citizen.claims(second.json["access_token"])
            #expect(claims["aud"] == "urn:blauweknop:sources")
            #expect(claims["bsn"] == .string(try Project.bsn("sanne-de-vries")))
            let id = try Citizen.claims(first.json["id_token"])
            #expect(id["sources_sub"] == claims["sub"])
            #expect(id["nonce"] == "the-nonce")
            #expect(id["aud"] == .string(RunningMocks.client))
            let service = try Citizen.claims(first.json["access_token"])
            #expect(id["sub"] == service["sub"])
            #expect(claims["sub"] != service["sub"])
            #expect(second.json["refresh_token"] != first.json["refresh_token"])
        }
    }

    @Test func `both subs are constant per person and differ between people`() async throws {
        try await RunningMocks.whileRunning { mocks in
            var subs: [JSONValue?] = []
            for slug in ["sanne-de-vries", "sanne-de-vries", "kees-hofstra"] {
                let claims = try Citizen.claims(
                    try await Citizen(mocks).logIn(slug).json["id_token"])
                subs += [claims["sub"], claims["sources_sub"]]
            }
            #expect(subs[0] == subs[2])
            #expect(subs[1] == subs[3])
            #expect(Set(subs).count == 4)
        }
    }

    @Test(arguments: [
        ([("code", "AAAA")], "invalid_grant"), ([("code", "")], "invalid_request"),
        ([("code_verifier", "")], "invalid_request"),
        (
            [("code_verifier", "another-verifier-of-more-than-forty-three-characters")],
            "invalid_grant"
        ),
        ([("redirect_uri", "http://127.0.0.1:49153/callback")], "invalid_grant"),
        ([("redirect_uri", "")], "invalid_request"), ([("client_id", "another")], "invalid_grant"),
        ([("client_id", "unknown")], "invalid_client"),
        ([("grant_type", "password")], "unsupported_grant_type"),
        ([("grant_type", "")], "invalid_request"),
        ([("resource", "urn:blauweknop:sources")], "invalid_target"),
        ([("resource", "https://other.example")], "invalid_target"),
    ]) func `a code is redeemed only as it was asked for`(
        changes: [(String, String)], error: String
    ) async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let reply = try await citizen.redeem(try await citizen.code(), changes)
            #expect(reply.error == error)
            #expect(reply.status == (error == "invalid_client" ? 401 : 400))
            #expect(reply.json["access_token"] == nil)
        }
    }

    @Test func `a code is redeemed only by the key of the request`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let reply = try await citizen.redeem(try await citizen.code(), by: P256PrivateKey())
            #expect(reply.error == "invalid_grant")
        }
    }

    @Test func `a code counts once, and its second use ends what it began`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let code = try await citizen.code()
            let first = try await citizen.redeem(code)
            #expect(first.status == 200)
            #expect(try await citizen.redeem(code).error == "invalid_grant")
            let token = first.json["refresh_token"]?.stringValue ?? ""
            #expect(try await citizen.refresh(token).error == "invalid_grant")
        }
    }

    @Test func `a code ends after a minute`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let code = try await citizen.code()
            mocks.clock.advance(60)
            #expect(try await citizen.redeem(code).error == "invalid_grant")
        }
    }

    @Test func `a refresh token that was used ends the session`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let first = try await citizen.logIn().json["refresh_token"]?.stringValue ?? ""
            let second = try await citizen.refresh(first).json["refresh_token"]?.stringValue ?? ""
            #expect(try await citizen.refresh(first).error == "invalid_grant")
            #expect(try await citizen.refresh(second).error == "invalid_grant")
        }
    }

    @Test func `a refresh token counts for its own key, client and resources alone`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let token = try await citizen.logIn().json["refresh_token"]?.stringValue ?? ""
            let stranger = try await citizen.refresh(token, by: P256PrivateKey())
            #expect(stranger.error == "invalid_grant")
            let other = try await citizen.refresh(token, resource: "https://other.example")
            #expect(other.error == "invalid_target")
            #expect(try await citizen.refresh(token, resource: nil).status == 200)
        }
    }

    @Test func `a login for the service alone gives no token for the sources`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let code = try await citizen.code(
                "sanne-de-vries", [("resource", RunningMocks.service)])
            let token = try await citizen.redeem(code).json["refresh_token"]?.stringValue ?? ""
            #expect(try await citizen.refresh(token).error == "invalid_target")
        }
    }

    @Test func `a session ends after an hour however often it is renewed`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            var token = try await citizen.logIn().json["refresh_token"]?.stringValue ?? ""
            for _ in 0..<5 {
                mocks.clock.advance(599)
                token = try await citizen.refresh(token).json["refresh_token"]?.stringValue ?? ""
                #expect(!token.isEmpty)
            }
            mocks.clock.advance(605)
            #expect(try await citizen.refresh(token).error == "invalid_grant")
        }
    }

    @Test func `a revoked session gives no more tokens, and an unknown token is no error`()
        async throws
    {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let first = try await citizen.logIn()
            let token = first.json["refresh_token"]?.stringValue ?? ""
            let url = mocks.issuer + "/revoke"
            func revoke(_ form: [(String, String)]) async throws -> Reply {
                try await mocks.post(url, form: form)
            }
            // Another client cannot end it.
            #expect(try await revoke([("client_id", "another"), ("token", token)]).status == 200)
            let second = try await citizen.refresh(token).json["refresh_token"]?.stringValue ?? ""
            #expect(!second.isEmpty)
            let own = ("client_id", RunningMocks.client)
            #expect(try await revoke([own, ("token", "AAAA")]).status == 200)
            #expect(try await revoke([own, ("token", second)]).status == 200)
            #expect(try await citizen.refresh(second).error == "invalid_grant")
            let access = first.json["access_token"]?.stringValue ?? ""
            #expect(try await revoke([own, ("token", access)]).error == "unsupported_token_type")
            #expect(try await revoke([own]).error == "invalid_request")
            #expect(try await revoke([("token", token)]).error == "invalid_client")
        }
    }

    @Test(arguments: ["client_id=a&client_id=b", "client_id", "%zz=1", "=x"])
    func `a form that is none is refused`(body: String) async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = Reply(
                try await mocks.citizen.post(
                    mocks.issuer + "/token", headers: [("Content-Type", FormBody.contentType)],
                    body: Array(body.utf8), maximumBytes: 65536, deadline: RunningMocks.soon))
            #expect(reply.error == "invalid_request")
        }
    }

    @Test func `JSON is no form`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = Reply(
                try await mocks.citizen.post(
                    mocks.issuer + "/token", headers: [("Content-Type", "application/json")],
                    body: Array("{}".utf8), maximumBytes: 65536, deadline: RunningMocks.soon))
            #expect(reply.error == "invalid_request")
        }
    }
}
