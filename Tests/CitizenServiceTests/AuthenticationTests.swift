import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import Transport

/// Who may call the service, over TLS (RFC 9449 section 7, RFC 9068 section 4).
@Suite(.serialized, .timeLimit(.minutes(2)))
struct AuthenticationTests {
    private static let path = "/v1/consents"

    @Test func `a token with a proof of its key opens the door`() async throws {
        try await RunningService.whileRunning { service in
            let reply = try await Caller(service).get(Self.path)
            #expect(reply.status == 200 && reply.json["consents"] == [])
            #expect(reply.headers["api-version"] != nil)
        }
    }

    @Test func `the query of an address is no part of the proof`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let headers = [
                ("Authorization", "DPoP \(caller.token)"),
                ("DPoP", try caller.proof("GET", Self.path)),
            ]
            let reply = try await service.send("GET", Self.path + "?page=2", headers: headers)
            #expect(reply.status == 200)
        }
    }

    @Test func `without a token nothing of a citizen is reached`() async throws {
        try await RunningService.whileRunning { service in
            for (method, path) in [
                ("GET", "/v1/consents"), ("GET", "/v1/consents/AAAAAAAAAAAAAAAAAAAAAA"),
                ("GET", "/v1/releases/AAAAAAAAAAAAAAAAAAAAAA"), ("POST", "/v1/overviews"),
                ("POST", "/v1/attestations"), ("POST", "/v1/releases"),
                ("POST", "/v1/consents/AAAAAAAAAAAAAAAAAAAAAA/withdrawals"),
            ] {
                let reply = try await service.send(
                    method, path, "{", headers: [("Content-Type", "text/plain")])
                Self.expect(reply, 401, "token-refused")
            }
        }
    }

    // MARK: Tokens

    @Test func `a token under another scheme is refused`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            for scheme in ["Bearer ", "Basic ", "", "DPoP", "DPoP  "] {
                let reply = try await service.send(
                    "GET", Self.path,
                    headers: [
                        ("Authorization", scheme + caller.token),
                        ("DPoP", try caller.proof("GET", Self.path)),
                    ])
                Self.expect(reply, 401, "token-refused")
            }
        }
    }

    @Test func `two tokens are no token`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let authorization = ("Authorization", "DPoP \(caller.token)")
            let reply = try await service.send(
                "GET", Self.path,
                headers: [
                    authorization, authorization, ("DPoP", try caller.proof("GET", Self.path)),
                ])
            Self.expect(reply, 401, "token-refused")
        }
    }

    static let refusedTokens: [(JSONObject, String)] = [
        (["bsn": .string(ReleaseWorld.bsn)], "token-refused"),
        (["aud": "urn:blauweknop:sources"], "token-refused"),
        (["aud": ["https://service.example:8443"]], "token-refused"),
        (["aud": .null], "token-refused"), (["iss": "https://evil.example"], "token-refused"),
        (["client_id": "another"], "token-refused"), (["cnf": .null], "token-refused"),
        (["sub": "short"], "token-refused"),
        (["exp": .integer(ReleaseWorld.time.seconds)], "token-expired"),
        (["exp": .integer(ReleaseWorld.time.seconds + 601)], "token-refused"),
        (["cnf": ["jkt": .string(String(repeating: "A", count: 43))]], "token-key-mismatch"),
        (["cnf": ["jkt": "another"]], "token-refused"),
    ]

    @Test func `a token that says something wrong is refused`() async throws {
        try await RunningService.whileRunning { service in
            for (changes, code) in Self.refusedTokens {
                Self.expect(try await Caller(service, changes).get(Self.path), 401, code)
            }
        }
    }

    @Test func `a login of too low an assurance is not enough`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service, ["acr": "http://eidas.europa.eu/LoA/low"])
            Self.expect(try await caller.get(Self.path), 403, "assurance-too-low")
        }
    }

    @Test func `a token that the identity provider did not sign is refused`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let forged = try service.world.serviceToken(
                boundTo: caller.key, by: P256PrivateKey())
            for token in [forged, "nonsense", "", "a.b.c", String(caller.token.dropLast())] {
                let reply = try await service.send(
                    "GET", Self.path,
                    headers: [
                        ("Authorization", "DPoP \(token)"),
                        ("DPoP", try caller.proof("GET", Self.path, token: token)),
                    ])
                Self.expect(reply, 401, "token-refused")
                #expect(token.isEmpty || !reply.text.contains(token))
            }
        }
    }

    @Test func `a token that names a key that is not published is refused as such`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            for kid in ["", "unknown", JWK(caller.key.publicKey).thumbprint] {
                let token = try service.world.serviceToken(
                    boundTo: caller.key, header: ["kid": .string(kid)])
                let reply = try await service.send(
                    "GET", Self.path,
                    headers: [
                        ("Authorization", "DPoP \(token)"),
                        ("DPoP", try caller.proof("GET", Self.path, token: token)),
                    ])
                Self.expect(reply, 401, "token-key-unknown")
            }
        }
    }

    // MARK: Proofs

    enum Flaw: CaseIterable {
        case absent, twice, garbage, byAnotherKey, forAnotherPath, forAnotherMethod
        case forAnotherToken, tooOld, tooEarly

        var code: String { self == .byAnotherKey ? "token-key-mismatch" : "proof-refused" }

        func proofs(_ caller: Caller) throws -> [String] {
            let path = AuthenticationTests.path
            let now = caller.service.world.time
            let fine = try caller.proof("GET", path)
            return switch self {
            case .absent: []
            case .twice: [fine, try caller.proof("GET", path)]
            case .garbage: ["proof"]
            case .byAnotherKey: [try caller.proof("GET", path, by: P256PrivateKey())]
            case .forAnotherPath: [try caller.proof("GET", "/v1/directory")]
            case .forAnotherMethod: [try caller.proof("POST", path)]
            case .forAnotherToken: [try caller.proof("GET", path, token: "another")]
            case .tooOld: [try caller.proof("GET", path, at: now - 61)]
            case .tooEarly: [try caller.proof("GET", path, at: now + 61)]
            }
        }
    }

    @Test func `a proof that does not fit is refused`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            for flaw in Flaw.allCases {
                let reply = try await service.send(
                    "GET", Self.path,
                    headers: [("Authorization", "DPoP \(caller.token)")]
                        + flaw.proofs(caller).map { ("DPoP", $0) })
                Self.expect(reply, 401, flaw.code)
            }
        }
    }

    @Test func `a proof serves once, however often it comes at once`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let headers = [
                ("Authorization", "DPoP \(caller.token)"),
                ("DPoP", try caller.proof("GET", Self.path)),
            ]
            let codes = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await service.send("GET", Self.path, headers: headers).problemCode
                            ?? "fine"
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == "fine" } == 1)
            #expect(codes.count { $0 == "proof-replayed" } == 7)
        }
    }

    private static func expect(
        _ reply: HTTPReply, _ status: Int, _ code: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(reply.status == status, sourceLocation: sourceLocation)
        #expect(reply.problemCode == code, sourceLocation: sourceLocation)
        let challenge = reply.headers["www-authenticate"] ?? ""
        let error = code.hasPrefix("proof") ? "invalid_dpop_proof" : "invalid_token"
        #expect(challenge.hasPrefix("DPoP error=\"\(error)\""), sourceLocation: sourceLocation)
        #expect(!reply.text.contains(ReleaseWorld.bsn), sourceLocation: sourceLocation)
    }
}
