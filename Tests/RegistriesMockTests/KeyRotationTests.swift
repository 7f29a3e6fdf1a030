import JOSE
import StrictJSON
import Testing
import Transport

@testable import RegistriesMock

/// The testers' hands on the identity provider's keys.
@Suite struct KeyRotationTests {
    private func kids(_ mocks: RunningMocks, at url: String) async throws -> [String] {
        let reply = try await mocks.get(url)
        #expect(reply.status == 200)
        return (reply.json["keys"]?.arrayValue ?? []).compactMap {
            $0.objectValue?["kid"]?.stringValue
        }
    }

    private func rotate(_ mocks: RunningMocks) async throws -> String {
        let reply = Reply(
            try await mocks.citizen.post(
                mocks.control + "/keys", headers: [], body: [], maximumBytes: 65_536,
                deadline: RunningMocks.soon))
        #expect(reply.status == 201)
        return reply.json["kid"]?.stringValue ?? ""
    }

    private func withdraw(_ mocks: RunningMocks, _ kid: String) async throws -> Reply {
        Reply(
            try await mocks.citizen.delete(
                mocks.control + "/keys/" + kid, maximumBytes: 65_536,
                deadline: RunningMocks.soon))
    }

    @Test func `a new key signs at once, and the old one stays published until it is withdrawn`()
        async throws
    {
        try await RunningMocks.whileRunning { mocks in
            let citizen = try Citizen(mocks)
            let before = try await citizen.logIn()
            let old = try await kids(mocks, at: mocks.issuer + "/jwks")
            let new = try await rotate(mocks)
            #expect(try await kids(mocks, at: mocks.issuer + "/jwks") == [new] + old)
            #expect(try await kids(mocks, at: mocks.control + "/keys") == [new] + old)
            let renewed = try await citizen.refresh(
                before.json["refresh_token"]?.stringValue ?? "")
            let jws = try CompactJWS(
                renewed.json["access_token"]?.stringValue ?? "", maximumBytes: 16_384)
            #expect(jws.header["kid"] == .string(new))
            #expect(try await withdraw(mocks, old[0]).status == 204)
            #expect(try await kids(mocks, at: mocks.issuer + "/jwks") == [new])
        }
    }

    @Test func `a person stays who they were`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let before = try await Citizen(mocks).logIn()
            _ = try await rotate(mocks)
            let after = try await Citizen(mocks).logIn()
            #expect(
                try Citizen.claims(before.json["id_token"])["sub"]
                    == Citizen.claims(after.json["id_token"])["sub"])
        }
    }

    @Test func `the key that signs is not withdrawn, nor one that is unknown`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let signing = try await kids(mocks, at: mocks.control + "/keys")[0]
            let refused = try await withdraw(mocks, signing)
            #expect(refused.status == 409 && refused.json["code"] == "key-signs")
            #expect(try await withdraw(mocks, "unknown").status == 404)
            #expect(try await kids(mocks, at: mocks.issuer + "/jwks") == [signing])
        }
    }

    @Test func `the keys say how long they may be kept`() async throws {
        try await RunningMocks.whileRunning { mocks in
            let reply = try await mocks.get(mocks.issuer + "/jwks")
            #expect(reply.headers["cache-control"] == "public, max-age=300")
        }
    }
}
