import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import Transport

/// Overviews and attestations, over TLS.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct QueryTests {
    @Test func `organisations that are not there are in the overview all the same`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let mandate = try caller.mandate()
            let reply = try await caller.post(
                "/v1/overviews", ["mandate": .string(mandate.text), "tokens": caller.tokens])
            #expect(reply.status == 200 && reply.mediaType == "application/jose+json")
            let overview = try Overview.verify(
                reply.body, directory: { _, _ in service.world.directory },
                trust: service.world.trust, at: service.world.time)
            #expect(overview.rows.map(\.outcome.name) == ["unavailable", "unavailable"])
            #expect(overview.mandate.hash == mandate.hash)
            #expect(overview.subject == "aB3dE5fG7hJ9kL1mN3pQ5r")
        }
    }

    @Test func `a mandate by another key is refused`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let mandate = try caller.mandate(by: P256PrivateKey())
            let overview = try await caller.post(
                "/v1/overviews", ["mandate": .string(mandate.text), "tokens": caller.tokens])
            Self.expect(overview, 401, "token-key-mismatch")
            let order = try caller.mandate(caller.order(), by: P256PrivateKey())
            let attestation = try await caller.post(
                "/v1/attestations", ["mandate": .string(order.text), "token": "sealed"])
            Self.expect(attestation, 401, "token-key-mismatch")
        }
    }

    @Test func `a directory that was never served is unknown`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let other = try service.world.directory(version: 2)
            let mandate = try caller.mandate(directory: other.hash)
            let reply = try await caller.post(
                "/v1/overviews", ["mandate": .string(mandate.text), "tokens": caller.tokens])
            Self.expect(reply, 404, "directory-unknown")
        }
    }

    @Test func `tokens must be exactly those of the directory's sources`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let mandate = JSONValue.string(try caller.mandate().text)
            var one = caller.tokens.objectValue ?? [:]
            one["00000099000000000102"] = nil
            var three = caller.tokens.objectValue ?? [:]
            three["00000099000000000103"] = "sealed"
            var misnamed = one
            misnamed["bri"] = "sealed"
            var nulled = one
            nulled["00000099000000000102"] = .null
            for tokens in [one, three, misnamed, nulled, [:]] {
                let reply = try await caller.post(
                    "/v1/overviews", ["mandate": mandate, "tokens": .object(tokens)])
                Self.expect(reply, 400, "malformed")
            }
        }
    }

    @Test func `an order for one thing is not taken for another`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let order = try caller.mandate(caller.order())
            let overview = try await caller.post(
                "/v1/overviews", ["mandate": .string(order.text), "tokens": caller.tokens])
            Self.expect(overview, 422, "mandate-mismatch")
            let query = try caller.mandate()
            let attestation = try await caller.post(
                "/v1/attestations", ["mandate": .string(query.text), "token": "sealed"])
            Self.expect(attestation, 422, "mandate-mismatch")
        }
    }

    @Test func `a source that is not there is told as such`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let mandate = try caller.mandate(caller.order())
            let reply = try await caller.post(
                "/v1/attestations", ["mandate": .string(mandate.text), "token": "sealed"])
            Self.expect(reply, 502, "unreachable")
        }
    }

    @Test func `a source is asked only for what it may issue`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let mandate = try caller.mandate(caller.order(of: "brp", type: .bri))
            let reply = try await caller.post(
                "/v1/attestations", ["mandate": .string(mandate.text), "token": "sealed"])
            Self.expect(reply, 422, "credential-type-not-allowed")
            let stranger = try caller.mandate(
                .attestation(
                    source: OIN("00000099000000000999"), type: .brp,
                    holderKey: JWK(caller.key.publicKey), encryptionKey: JWK(caller.key.publicKey)))
            let unknown = try await caller.post(
                "/v1/attestations", ["mandate": .string(stranger.text), "token": "sealed"])
            Self.expect(unknown, 404, "source-unknown")
        }
    }

    // MARK: Bodies

    @Test(arguments: ["/v1/overviews", "/v1/attestations", "/v1/releases"])
    func `a body that is no JSON object of ours is malformed`(path: String) async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            for body in [
                "", "{", "[]", "null", "{}", #"{"mandate": 7, "consent": 7}"#,
                #"{"mandate": "a", "consent": "a"}"#, #"{"a": 1, "a": 2}"#, "{} {}",
                String(repeating: "[", count: 40), "\u{FEFF}{}",
            ] {
                Self.expect(try await caller.post(path, body), 400, "malformed")
            }
        }
    }

    @Test(arguments: ["/v1/overviews", "/v1/attestations", "/v1/releases"])
    func `another type of content is refused`(path: String) async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            for type in [nil, "text/plain", "application/jose+json"] {
                Self.expect(
                    try await caller.post(path, "{}", contentType: type), 415, "content-type")
            }
        }
    }

    @Test(arguments: [
        ("/v1/overviews", DocumentLimits.overviewBody),
        ("/v1/attestations", 2 * DocumentLimits.body),
        ("/v1/releases", DocumentLimits.releaseBody),
    ])
    func `a body over its size is refused`(path: String, size: Int) async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let body = #"{"mandate": "\#(String(repeating: "a", count: size))"}"#
            Self.expect(try await caller.post(path, body), 413, "too-large")
        }
    }

    static func expect(
        _ reply: HTTPReply, _ status: Int, _ code: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(reply.status == status, sourceLocation: sourceLocation)
        #expect(reply.problemCode == code, sourceLocation: sourceLocation)
    }
}
