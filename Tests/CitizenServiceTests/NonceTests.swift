import BlueButton
import HTTPTypes
import Hummingbird
import JOSE
import OpenSSL
import PartySetup
import ReleaseKit
import Sovereignty
import StrictJSON
import TestKit
import Testing
import Transport

@testable import CitizenService

/// The service's nonces (RFC 9449 section 9), and what an attacker can use up: nothing.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct NonceTests {
    private static let path = "/v1/consents"
    private static let endpoints = [
        ("GET", "/v1/consents"), ("GET", "/v1/consents/AAAAAAAAAAAAAAAAAAAAAA"),
        ("GET", "/v1/releases/AAAAAAAAAAAAAAAAAAAAAA"), ("POST", "/v1/overviews"),
        ("POST", "/v1/attestations"), ("POST", "/v1/releases"),
        ("POST", "/v1/consents/AAAAAAAAAAAAAAAAAAAAAA/withdrawals"),
    ]

    private static func send(
        _ caller: Caller, _ proof: String, _ method: String = "GET", _ path: String = path,
        token: String? = nil, body: String = ""
    ) async throws -> HTTPReply {
        try await caller.service.send(
            method, path, body,
            headers: [
                ("Authorization", "DPoP \(token ?? caller.token)"), ("DPoP", proof),
                ("Content-Type", "application/json"),
            ])
    }

    private static func expectDemand(
        _ reply: HTTPReply, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(reply.status == 401, sourceLocation: sourceLocation)
        #expect(reply.problemCode == "use-dpop-nonce", sourceLocation: sourceLocation)
        #expect(
            reply.headers["www-authenticate"] == "DPoP error=\"use_dpop_nonce\", algs=\"ES256\"",
            sourceLocation: sourceLocation)
        #expect(reply.headers["dpop-nonce"]?.utf8.count == 43, sourceLocation: sourceLocation)
        #expect(reply.headers["cache-control"] == "no-store", sourceLocation: sourceLocation)
    }

    @Test func `every citizen endpoint demands a nonce of the service`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            for (method, path) in Self.endpoints {
                for nonce in [nil, "", "nonce", String(repeating: "A", count: 43)] as [String?] {
                    let proof = try caller.proof(method, path, nonce: .some(nonce))
                    Self.expectDemand(try await Self.send(caller, proof, method, path, body: "{}"))
                }
            }
        }
    }

    @Test func `a large body without a nonce is answered, not cut off`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            for bytes in [100_000, 900_000, 2_000_000] {
                let proof = try caller.proof("POST", "/v1/releases", nonce: .some(nil))
                Self.expectDemand(
                    try await Self.send(
                        caller, proof, "POST", "/v1/releases",
                        body: String(repeating: "a", count: bytes)))
            }
        }
    }

    @Test func `with the nonce given it goes on, and a fresh one comes with the answer`()
        async throws
    {
        let clock = TestClock()
        try await RunningService.whileRunning(clock: clock) { service in
            var caller = try Caller(service)
            var nonce = service.nonce
            for _ in 0..<4 {
                let reply = try await Self.send(
                    caller, try caller.proof("GET", Self.path, at: clock.now, nonce: nonce))
                #expect(reply.status == 200)
                nonce = reply.headers["dpop-nonce"]
                #expect(nonce != nil)
                clock.now = clock.now + DPoPNonces.slot
            }
            // The first one has ended long since; the latest still counts.
            let stale = try caller.proof("GET", Self.path, at: clock.now)
            Self.expectDemand(try await Self.send(caller, stale))
            caller = try Caller(service)
            let latest = try caller.proof("GET", Self.path, at: clock.now, nonce: nonce)
            #expect(try await Self.send(caller, latest).status == 200)
        }
    }

    @Test func `a nonce of another process, or of before a restart, is refused`() async throws {
        let folder = TemporaryFolder()
        let before = try await RunningService.whileRunning(folder: folder) { $0.nonce }
        try await RunningService.whileRunning(folder: folder) { service in
            let caller = try Caller(service)
            let reply = try await Self.send(
                caller, try caller.proof("GET", Self.path, nonce: before))
            Self.expectDemand(reply)
            let again = try caller.proof("GET", Self.path, nonce: reply.headers["dpop-nonce"])
            #expect(try await Self.send(caller, again).status == 200)
        }
    }

    @Test func `whoever has no right to a token learns no nonce`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let stranger = try P256PrivateKey()
            for (token, proof) in [
                ("nonsense", try caller.proof("GET", Self.path, nonce: .some(nil))),
                (caller.token, try caller.proof("GET", Self.path, by: stranger, nonce: .some(nil))),
                (caller.token, try caller.proof("GET", "/v1/other", nonce: .some(nil))),
            ] {
                let reply = try await Self.send(caller, proof, token: token)
                #expect(reply.status == 401 && reply.problemCode != "use-dpop-nonce")
                #expect(reply.headers["dpop-nonce"] == nil)
            }
        }
    }

    // MARK: What junk uses up

    /// What an attacker who sees an honest proof, and even its token, sends before its owner does.
    enum Junk: CaseIterable {
        case alteredSignature, otherToken, otherPath, otherMethod, ownKeySameNumber, staleNonce

        func send(_ proof: String, of caller: Caller) async throws -> HTTPReply {
            switch self {
            case .alteredSignature:
                let head = proof.prefix(proof.count - 86)
                let other = proof.dropFirst(head.count).first == "A" ? "B" : "A"
                return try await NonceTests.send(caller, head + other + proof.suffix(85))
            case .otherToken:
                return try await NonceTests.send(
                    caller, proof, token: try Caller(caller.service).token)
            case .otherPath:
                return try await NonceTests.send(
                    caller, proof, "GET", "/v1/consents/AAAAAAAAAAAAAAAAAAAAAA")
            case .otherMethod:
                return try await NonceTests.send(caller, proof, "POST", "/v1/releases", body: "{}")
            case .ownKeySameNumber:
                let attacker = try Caller(caller.service)
                let forged = try NonceTests.proof(withNumberOf: proof, by: attacker)
                return try await NonceTests.send(attacker, forged)
            case .staleNonce:
                let forged = try NonceTests.proof(
                    withNumberOf: proof, by: caller, nonce: "of-another-time")
                return try await NonceTests.send(caller, forged)
            }
        }
    }

    /// A sound proof by a caller's key, under the number of another proof.
    private static func proof(
        withNumberOf proof: String, by caller: Caller, nonce: String? = nil
    ) throws -> String {
        let jws = try CompactJWS(proof, maximumBytes: 8192)
        var payload = try JSONValue.parse(jws.payload, maximumBytes: 8192).objectValue ?? [:]
        payload["ath"] = DocumentHash(ofCharacters: caller.token).json
        if let nonce { payload["nonce"] = .string(nonce) }
        return try CitizenJWS.sign(payload, type: "dpop+jwt", key: caller.key).text
    }

    @Test(arguments: Junk.allCases)
    func `junk uses up neither the nonce nor the number of an honest proof`(
        junk: Junk
    ) async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let proof = try caller.proof("GET", Self.path)
            for _ in 0..<3 {
                let reply = try await junk.send(proof, of: caller)
                // The attacker's own login is no junk; it is just not the citizen's.
                #expect(reply.status == (junk == .ownKeySameNumber ? 200 : 401))
            }
            #expect(try await Self.send(caller, proof).status == 200)
            #expect(try await Self.send(caller, proof).problemCode == "proof-replayed")
        }
    }

    // MARK: A memory that is full

    private static func authentication(capacity: Int) throws -> CitizenAuthentication {
        let world = try RunningService.world.get()
        return try CitizenAuthentication(
            directory: world.directory,
            provider: ProviderSettings().keys(
                of: world.directory, trust: world.trust, clock: .fixed(world.time),
                logger: LogBook().logger),
            clock: .fixed(world.time), memory: ReplayMemory(capacity: capacity))
    }

    /// Asks with one key after another; the answers' codes, and the last problem.
    private static func ask(
        _ keys: [P256PrivateKey], of authentication: CitizenAuthentication
    ) async throws -> [Problem?] {
        let world = try RunningService.world.get()
        var nonce: String?
        var problems: [Problem?] = []
        let name = try #require(HTTPField.Name("DPoP"))
        func request(_ key: P256PrivateKey) throws -> Request {
            let token = try world.serviceToken(boundTo: key)
            var head = HTTPRequest(method: .get, scheme: "https", authority: "x", path: path)
            head.headerFields[.authorization] = "DPoP \(token)"
            head.headerFields[name] = try DPoPProof.make(
                method: "GET", address: world.directory.service.endpoint + path,
                accessToken: token, nonce: nonce, key: key, at: world.time)
            return Request(head: head, body: .init(buffer: ByteBuffer()))
        }
        func problem(_ key: P256PrivateKey) async throws -> Problem? {
            let request = try request(key)
            do {
                _ = try await authentication.answering(request) { _ in Response(status: .ok) }
                return nil
            } catch let problem as Problem {
                return problem
            }
        }
        nonce = try await problem(keys[0])?.headers[try #require(HTTPField.Name("DPoP-Nonce"))]
        for key in keys { problems.append(try await problem(key)) }
        return problems
    }

    @Test func `where used proofs cannot be remembered any more, nobody is let in`() async throws {
        let keys = try (0..<4).map { _ in try P256PrivateKey() }
        let problems = try await Self.ask(keys, of: try Self.authentication(capacity: 3))
        #expect(problems.prefix(3).allSatisfy { $0 == nil })
        #expect(problems[3]?.status == .serviceUnavailable)
        #expect(problems[3]?.code == "proof-memory-full")
        #expect(problems[3]?.headers[.retryAfter] == "120")
    }

    @Test func `one login that floods is held up alone`() async throws {
        let (one, other) = (try P256PrivateKey(), try P256PrivateKey())
        let problems = try await Self.ask(
            [one, one, one, other], of: try Self.authentication(capacity: 20))
        #expect(problems[0] == nil && problems[1] == nil && problems[3] == nil)
        #expect(problems[2]?.status == .tooManyRequests && problems[2]?.code == "rate-exceeded")
    }
}
