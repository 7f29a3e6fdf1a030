import BlueButton
import HTTPTypes
import Hummingbird
import JOSE
import OpenSSL
import ReleaseKit
import Sovereignty
import StrictJSON
import Synchronization
import TestKit
import TestPKI
import Testing
import Transport
import Trust

@testable import CitizenCommands

/// A server on this machine that wants proofs, and keeps what it got.
private final class ProofServer: Sendable {
    struct Asked: Sendable {
        let proof: JSONObject
        let authorization: String?
        let body: String
    }

    /// What it answers to a request, by its number from 1.
    typealias Script = @Sendable (_ number: Int, _ nonce: String?) -> Response

    private let asked = Mutex<[Asked]>([])

    var all: [Asked] { asked.withLock { $0 } }

    func server(_ script: @escaping Script) -> HTTPServer {
        let router = Router(context: AppContext.self)
        let answer: @Sendable (Request) async throws -> Response = { [self] request in
            let text = HTTPField.Name("DPoP").flatMap { request.headers[$0] } ?? ""
            let jws = try CompactJWS(text, maximumBytes: 8192)
            let proof = try JSONValue.parse(jws.payload, maximumBytes: 8192).objectValue ?? [:]
            let body = try await request.body(upTo: 1 << 20)
            let number = asked.withLock { asked in
                asked.append(
                    Asked(
                        proof: proof, authorization: request.headers[.authorization],
                        body: String(decoding: body, as: UTF8.self)))
                return asked.count
            }
            return script(number, proof["nonce"]?.stringValue)
        }
        router.get("/x") { request, _ in try await answer(request) }
        router.post("/x") { request, _ in try await answer(request) }
        return HTTPServer(
            name: "proofs", router: router, address: .anyLoopback, tls: nil, clients: .none,
            logger: LogBook().logger)
    }

    static func answer(
        _ status: Int, nonces: [String] = [], challenge: String? = nil, body: String = "{}"
    ) -> Response {
        var headers = HTTPFields()
        headers[.wwwAuthenticate] = challenge
        for nonce in nonces {
            guard let name = HTTPField.Name("DPoP-Nonce") else { continue }
            headers.append(HTTPField(name: name, value: nonce))
        }
        return Response.document(
            Array(body.utf8), contentType: "application/json", status: .init(code: status),
            headers: headers)
    }

    static let demand = "DPoP error=\"use_dpop_nonce\", algs=\"ES256\""
}

/// Proofs with nonces, as the program sends them to provider and service alike.
@Suite(.timeLimit(.minutes(2)))
struct DPoPClientTests {
    private static func whileAsking(
        _ script: @escaping ProofServer.Script,
        _ body:
            @escaping @Sendable (DPoPClient, _ address: String, ProofServer) async throws
            -> Void
    ) async throws {
        let server = ProofServer()
        let anchors = try ReleaseWorld.shared.get().trust.anchors(for: .tls)
        let client = try PublicClient(anchorsPEM: anchors.map(\.pem).joined())
        try await ServerGroup.whileRunning(
            [server.server(script)], others: [client], grace: .milliseconds(200),
            logger: LogBook().logger
        ) { ports in
            try await body(
                DPoPClient(
                    client: client, nonces: ServerNonces(), clock: .fixed(ReleaseWorld.time)),
                "http://127.0.0.1:\(ports[0])/x", server)
        }
    }

    private static func post(
        _ client: DPoPClient, _ address: String, token: String? = nil
    ) async throws -> HTTPReply {
        try await client.send(
            DPoPClient.Call(body: Array("order".utf8), address: address, accessToken: token),
            key: P256PrivateKey())
    }

    /// As an authorization server demands its nonce (section 8), and as a resource does (section 9).
    enum Kind: CaseIterable {
        case provider, service

        func demand(_ nonces: [String]) -> Response {
            switch self {
            case .provider:
                ProofServer.answer(400, nonces: nonces, body: #"{"error": "use_dpop_nonce"}"#)
            case .service:
                ProofServer.answer(401, nonces: nonces, challenge: ProofServer.demand)
            }
        }
    }

    @Test(arguments: Kind.allCases)
    func `a nonce that is asked for is given, with the same order and a proof of its own`(
        kind: Kind
    ) async throws {
        try await Self.whileAsking { _, nonce in
            nonce == "n-1" ? ProofServer.answer(200) : kind.demand(["n-1"])
        } _: { client, address, server in
            let reply = try await Self.post(client, address, token: "token")
            #expect(reply.status == 200)
            let asked = server.all
            #expect(asked.map(\.body) == ["order", "order"])
            #expect(asked.map(\.authorization) == ["DPoP token", "DPoP token"])
            #expect(asked.map { $0.proof["nonce"] } == [nil, "n-1"])
            #expect(asked[0].proof["jti"] != asked[1].proof["jti"])
            #expect(asked[1].proof["ath"] == DocumentHash(ofCharacters: "token").json)
            // The next one has it from the beginning, also a GET.
            let call = DPoPClient.Call(address: address, accessToken: "token")
            #expect(try await client.send(call, key: P256PrivateKey()).status == 200)
            #expect(server.all.count == 3 && server.all[2].proof["htm"] == "GET")
        }
    }

    @Test func `the latest nonce counts, whatever the answer it came with`() async throws {
        try await Self.whileAsking { number, _ in
            ProofServer.answer(number == 2 ? 422 : 200, nonces: ["n-\(number)"])
        } _: { client, address, server in
            for _ in 0..<3 { _ = try await Self.post(client, address) }
            #expect(server.all.map { $0.proof["nonce"] } == [nil, "n-1", "n-2"])
        }
    }

    @Test(arguments: Kind.allCases)
    func `a server that never takes its nonce is asked twice and no more`(
        kind: Kind
    ) async throws {
        try await Self.whileAsking { number, _ in
            kind.demand(["n-\(number)"])
        } _: {
            client, address, server in
            let error = await #expect(throws: CitizenError.self) {
                _ = try await Self.post(client, address)
            }
            #expect(error?.code == "use-dpop-nonce" && server.all.count == 2)
        }
    }

    @Test(arguments: [
        [], ["a", "b"], [""], ["a b"], ["a\"b"], ["a\\b"], [String(repeating: "a", count: 513)],
    ])
    func `a demand without a sound nonce is not repeated`(nonces: [String]) async throws {
        try await Self.whileAsking { _, _ in
            Kind.service.demand(nonces)
        } _: {
            client, address, server in
            let error = await #expect(throws: CitizenError.self) {
                _ = try await Self.post(client, address)
            }
            #expect(error?.code == "use-dpop-nonce" && server.all.count == 1)
        }
    }

    @Test(
        arguments: [
            (401, "DPoP error=\"invalid_token\"", "{}"),
            (401, nil, #"{"error": "use_dpop_nonce"}"#),
            (401, "Bearer error=\"use_dpop_nonce\"", "{}"),
            (400, nil, #"{"error": "invalid_grant"}"#),
            (400, ProofServer.demand, "nonsense"), (403, ProofServer.demand, "{}"),
            (200, ProofServer.demand, #"{"error": "use_dpop_nonce"}"#),
            (500, nil, #"{"error": "use_dpop_nonce"}"#),
        ] as [(Int, String?, String)])
    func `any other refusal is no reason to send an order again`(
        status: Int, challenge: String?, body: String
    ) async throws {
        try await Self.whileAsking { _, _ in
            ProofServer.answer(status, nonces: ["n-1"], challenge: challenge, body: body)
        } _: { client, address, server in
            let reply = try await Self.post(client, address)
            #expect(reply.status == status && server.all.count == 1)
        }
    }

    private static let sound = """
        {"access_token": "a", "token_type": "DPoP", "expires_in": 300, "refresh_token": "r"}
        """

    private static func tokens(
        _ status: Int, _ body: String
    ) async throws -> Result<TokenClient.Answer, any Error> {
        let end = Mutex<Result<TokenClient.Answer, any Error>?>(nil)
        try await whileAsking { _, _ in
            ProofServer.answer(status, body: body)
        } _: { client, address, _ in
            let provider = TokenClient(client: client, clock: .fixed(ReleaseWorld.time))
            do {
                let answer = try await provider.request(
                    [("grant_type", "authorization_code")], at: address, key: P256PrivateKey())
                end.withLock { $0 = .success(answer) }
            } catch {
                end.withLock { $0 = .failure(error) }
            }
        }
        return try #require(end.withLock { $0 })
    }

    @Test func `tokens of the login provider are taken with their life`() async throws {
        let answer = try await Self.tokens(200, Self.sound).get()
        #expect(answer.accessToken.expires == ReleaseWorld.time + 300)
        #expect(answer.refreshToken == "r" && answer.idToken == nil)
    }

    @Test(
        arguments: [
            (400, #"{"error": "invalid_grant"}"#, "not-logged-in"),
            (400, #"{"error": "invalid_request"}"#, "login-refused"),
            (503, "nonsense", "login-refused"), (302, sound, "login-refused"),
            (200, "nonsense", "login-refused"),
            (200, sound.replacing("DPoP", with: "Bearer"), "login-refused"),
            (200, sound.replacing("300", with: "0"), "login-refused"),
            (200, sound.replacing("300", with: "3601"), "login-refused"),
            (200, sound.replacing("refresh_token", with: "refresh"), "login-refused"),
            (200, sound.replacing("access_token", with: "token"), "login-refused"),
        ])
    func `any other answer of the login provider is no login`(
        status: Int, body: String, code: String
    ) async throws {
        let error = await #expect(throws: CitizenError.self) {
            _ = try await Self.tokens(status, body).get()
        }
        #expect(error?.code == code)
    }

    @Test func `one server's nonce is not shown to another`() async throws {
        try await Self.whileAsking { _, _ in
            ProofServer.answer(200, nonces: ["n-1"])
        } _: {
            client, address, server in
            _ = try await Self.post(client, address)
            let elsewhere = address.replacing("127.0.0.1", with: "localhost")
            _ = try? await Self.post(client, elsewhere)
            _ = try await Self.post(client, address + "?page=2")
            let nonces = server.all.map { $0.proof["nonce"] }
            #expect(nonces.first == .some(nil) && nonces.last == "n-1")
            #expect(client.nonces["http://evil.example"] == nil)
            #expect(nonces.count { $0 == nil } == nonces.count - 1)
        }
    }
}
