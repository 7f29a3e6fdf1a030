import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import Transport
import TransparencyLog

/// The access log over HTTP.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct LogTests {
    static func ask(_ caller: Caller) async throws -> Mandate {
        let mandate = try caller.mandate()
        let reply = try await caller.post(
            "/v1/overviews", ["mandate": .string(mandate.text), "tokens": caller.tokens])
        #expect(reply.status == 200)
        return mandate
    }

    static func checkpoint(_ service: RunningService) async throws -> Checkpoint {
        let reply = try await service.send("GET", "/v1/log/checkpoint")
        #expect(reply.status == 200 && reply.mediaType == "text/plain")
        return try Checkpoint(
            note: reply.text, by: service.world.directory.log.verifierKey())
    }

    @Test func `a query is in the citizen's log, with its mandate and its proof`() async throws {
        try await RunningService.whileRunning { service in
            #expect(try await Self.checkpoint(service).size == 0)
            let caller = try Caller(service)
            let mandate = try await Self.ask(caller)
            let reply = try await caller.get("/v1/log-entries")
            let body = JSONReader(try JSONValue.parse(reply.body, maximumBytes: 1 << 20))
            let checkpoint = try Checkpoint(
                note: body.string("checkpoint"), by: service.world.directory.log.verifierKey())
            #expect(checkpoint.size == 1)
            let entries = try body.array("entries")
            #expect(entries.count == 1)
            let entry = try LogEntry(json: entries[0].object("entry"))
            #expect(entry.event == .query && entry.document == mandate.hash)
            #expect(entry.actor == service.world.directory.service.oin)
            let key = try CommitmentKey(base64URL: entries[0].string("key"))
            let record = try LogRecord(entry: entry, key: key)
            try checkpoint.verify(
                leaf: record.leaf.hash, at: 0,
                proof: LogInclusion.hashes(entries[0], "inclusion_proof"))
            // Nothing of the entry can be seen from outside.
            let other = try Caller(service, ["sub": "xB3dE5fG7hJ9kL1mN3pQ5r"])
            #expect(try await other.get("/v1/log-entries").json["entries"] == [])
            #expect(try await service.send("GET", "/v1/log-entries").status == 401)
        }
    }

    @Test func `an attestation that a source refuses is in the log as well`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let mandate = try caller.mandate(caller.order())
            let reply = try await caller.post(
                "/v1/attestations", ["mandate": .string(mandate.text), "token": "sealed"])
            #expect(reply.status == 502)
            let log = try await caller.get("/v1/log-entries")
            #expect(log.text.contains(mandate.hash.text))
            #expect(log.text.contains(#""event":"attestation""#))
        }
    }

    @Test func `the log proves that it goes on`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            var seen = [try await Self.checkpoint(service)]
            for _ in 0..<4 {
                _ = try await Self.ask(caller)
                seen.append(try await Self.checkpoint(service))
            }
            for earlier in seen {
                let reply = try await service.send(
                    "GET", "/v1/log/consistency-proof?from=\(earlier.size)&to=4")
                let body = JSONReader(.object(reply.json))
                try seen[4].verify(
                    continues: earlier, proof: LogInclusion.hashes(body, "proof"))
            }
        }
    }

    @Test(arguments: [
        ("", 400, "malformed"), ("?from=0", 400, "malformed"), ("?from=a&to=1", 400, "malformed"),
        ("?from=-1&to=1", 400, "malformed"), ("?from=00&to=1", 400, "malformed"),
        ("?from=1&to=18446744073709551615", 400, "malformed"),
        ("?from=1&to=0", 404, "log-size-unknown"), ("?from=0&to=9", 404, "log-size-unknown"),
    ])
    func `sizes that the log never had are refused`(
        query: String, status: Int, expected: String
    ) async throws {
        try await RunningService.whileRunning { service in
            QueryTests.expect(
                try await service.send("GET", "/v1/log/consistency-proof" + query), status,
                expected)
        }
    }

    @Test func `only the citizen erases an entry, once`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let mandate = try await Self.ask(caller)
            let other = try Caller(service, ["sub": "xB3dE5fG7hJ9kL1mN3pQ5r"])
            QueryTests.expect(
                try await other.delete("/v1/log-entries/0/key"), 404, "log-entry-unknown")
            #expect(try await service.send("DELETE", "/v1/log-entries/0/key").status == 401)
            #expect(try await caller.delete("/v1/log-entries/0/key").status == 204)
            QueryTests.expect(
                try await caller.delete("/v1/log-entries/0/key"), 404, "log-entry-unknown")
            QueryTests.expect(
                try await caller.delete("/v1/log-entries/x/key"), 400, "malformed")
            #expect(
                try await caller.get("/v1/log-entries").text.contains(mandate.hash.text) == false)
            #expect(try await Self.checkpoint(service).size == 1)
        }
    }
}
