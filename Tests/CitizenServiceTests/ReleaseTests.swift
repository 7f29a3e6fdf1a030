import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import Sovereignty
import StrictJSON
import Testing
import Transport

/// Releases, consents and withdrawals, over TLS.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct ReleaseTests {
    @Test func `a release is taken, listed and shown to its citizen`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let (release, body) = try await caller.release()
            let id = release.consent.id.text
            let reply = try await caller.post("/v1/releases", body)
            #expect(reply.status == 201 && reply.json["id"] == .string(id))
            let shown = try await caller.get("/v1/releases/\(id)")
            #expect(shown.status == 200 && shown.json["receipt"] == .null)
            let listed = try await caller.get("/v1/consents")
            let consent = listed.json["consents"]?.arrayValue?.first?.objectValue
            #expect(consent?["id"] == .string(id))
            #expect(consent?["consent"] == .string(release.consent.text))
            #expect(!listed.text.contains(release.package.text.prefix(40)))
        }
    }

    @Test func `the identical release again is the same one`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let (_, body) = try await caller.release()
            for _ in 0..<2 { #expect(try await caller.post("/v1/releases", body).status == 201) }
            let listed = try await caller.get("/v1/consents")
            #expect(listed.json["consents"]?.arrayValue?.count == 1)
        }
    }

    @Test func `a holder key that was never relayed is refused`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let (_, body) = try await caller.release(isRelayed: false)
            QueryTests.expect(
                try await caller.post("/v1/releases", body), 422, "consent-mismatch")
            #expect(try await caller.get("/v1/consents").json["consents"] == [])
        }
    }

    @Test func `a holder key that was relayed for someone else is refused`() async throws {
        try await RunningService.whileRunning { service in
            let (_, body) = try await Caller(service).release()
            let other = try Caller(service, ["sub": "Another-Citizen-1234567"])
            QueryTests.expect(
                try await other.post("/v1/releases", body), 422, "consent-mismatch")
        }
    }

    @Test func `someone else's consent is not there`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let (release, body) = try await caller.release()
            _ = try await caller.post("/v1/releases", body)
            let other = try Caller(service, ["sub": "Another-Citizen-1234567"])
            let id = release.consent.id.text
            for reply in [
                try await other.get("/v1/consents/\(id)"),
                try await other.get("/v1/releases/\(id)"),
                try await other.post("/v1/consents/\(id)/withdrawals", [:]),
                try await caller.get("/v1/consents/AAAAAAAAAAAAAAAAAAAAAA"),
            ] {
                QueryTests.expect(reply, 404, "consent-unknown")
            }
            #expect(try await other.get("/v1/consents").json["consents"] == [])
            let state = try await caller.get("/v1/releases/\(id)").json["state"]
            #expect(state == "registered" || state == "delivering")
        }
    }

    @Test func `what is no id of a consent is malformed`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            for id in ["999993653", "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAAAA%3D%3D"] {
                for reply in [
                    try await caller.get("/v1/consents/\(id)"),
                    try await caller.get("/v1/releases/\(id)"),
                    try await caller.post("/v1/consents/\(id)/withdrawals", [:]),
                ] {
                    QueryTests.expect(reply, 400, "malformed")
                    #expect(!reply.text.contains(id))
                }
            }
        }
    }

    @Test func `a withdrawal is recorded once and for all`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let (release, body) = try await caller.release()
            _ = try await caller.post("/v1/releases", body)
            let path = "/v1/consents/\(release.consent.id.text)"
            var states: Set<JSONValue> = []
            for _ in 0..<2 {
                let reply = try await caller.post("\(path)/withdrawals", [:])
                #expect(reply.status == 201)
                states.insert(reply.json["state"] ?? .null)
            }
            states.insert(try await caller.get(path).json["state"] ?? .null)
            #expect(states == ["stopped"] || states == ["forwarded"])
            // The document itself is there for its citizen.
            let withdrawal = try #require(
                try await caller.get(path).json["withdrawal"]?.stringValue)
            let read = try Withdrawal.verify(
                withdrawal, trust: service.world.trust, at: service.world.time)
            #expect(read.consent == release.consent.hash)
        }
    }

    @Test func `a withdrawal by another key changes nothing`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let (release, body) = try await caller.release()
            _ = try await caller.post("/v1/releases", body)
            let path = "/v1/consents/\(release.consent.id.text)/withdrawals"
            let forged = try Withdrawal.sign(
                release.consent, holderKey: caller.key, at: service.world.time)
            QueryTests.expect(
                try await caller.post(path, ["withdrawal": .string(forged)]), 422,
                "withdrawal-mismatch")
            QueryTests.expect(
                try await caller.post(path, ["withdrawal": "text"]), 400, "malformed")
            QueryTests.expect(
                try await caller.post(path, ["withdrawal": .null]), 400, "malformed")
        }
    }
}
