import Hummingbird
import OpenSSL
import StrictJSON
import Synchronization
import Testing

@testable import Transport

/// Identities, routes and decisions that change while connections are open.
@Suite struct ReplacementTests {
    let organisations: Organisations

    init() throws {
        organisations = try Organisations.shared.get()
    }

    private func server(
        _ clients: ClientAuthentication = .none, router: Router<AppContext> = TestServer.router()
    ) -> HTTPServer {
        HTTPServer(
            name: "test", router: router, address: .anyLoopback, tls: organisations.server,
            clients: clients, logger: TestServer.quiet)
    }

    /// Remembers the certificates that peers showed.
    private final class Seen: Sendable {
        private let certificates = Mutex<[Certificate]>([])

        var last: Certificate? { certificates.withLock { $0.last } }

        func deciding(by decide: @escaping PeerDecision) -> PeerDecision {
            { chain in
                let peer = try decide(chain)
                self.certificates.withLock { $0.append(peer.certificate) }
                return peer
            }
        }
    }

    private func whileAsking(
        _ server: HTTPServer, as identity: TLSIdentity? = nil, peer: @escaping PeerDecision,
        _ body:
            @escaping @Sendable (
                OrganisationClient, _ ask: @escaping @Sendable () async throws -> HTTPReply
            ) async throws -> Void
    ) async throws {
        let client = try OrganisationClient(identity: identity)
        try await ServerGroup.whileRunning(
            [server], others: [client], grace: .milliseconds(200), logger: TestServer.quiet
        ) { ports in
            try await body(client) {
                try await client.get(
                    "https://localhost:\(ports[0])/v1/peer", peer: peer, maximumBytes: 1000,
                    deadline: .ample)
            }
        }
    }

    @Test func `a server's new certificate counts for new connections`() async throws {
        let (server, seen) = (server(), Seen())
        let other = organisations.gateway
        let decide = seen.deciding(by: organisations.decision())
        try await whileAsking(server, peer: decide) { (client, ask) async throws in
            _ = try await ask()
            let first = seen.last
            try server.replace(tls: other)
            // The connection that is open stays as it is.
            _ = try await ask()
            #expect(seen.last == first)
            try client.replace(identity: other)
            _ = try await ask()
            #expect(seen.last == other.certificates[0] && seen.last != first)
        }
    }

    @Test func `a client's new certificate counts for its next call`() async throws {
        let server = server(.required(organisations.decision()))
        let (gateway, other) = (organisations.gateway, organisations.server)
        try await whileAsking(server, as: gateway, peer: organisations.decision()) {
            (client, ask) async throws in
            #expect(try await ask().text.contains(Organisations.gatewayOIN))
            try client.replace(identity: other)
            #expect(try await ask().text.contains(Organisations.serverOIN))
        }
    }

    @Test func `a caller that no longer counts asks nothing more on an open connection`()
        async throws
    {
        // Revoked after the first change, and no more after the second.
        let changes = ScriptedServer.Counter()
        let decide = organisations.decision()
        let judge: PeerDecision = { chain in
            guard changes.value != 1 else {
                throw Organisations.WrongOrganisation()
            }
            return try decide(chain)
        }
        try await whileAsking(
            server(.required(judge)), as: organisations.gateway, peer: decide
        ) { (_, ask) async throws in
            #expect(try await ask().status == 200)
            changes.next()
            await #expect(throws: TransportError.self) { try await ask() }
            changes.next()
            #expect(try await ask().status == 200)
        }
    }

    @Test func `new routes count for new requests`() async throws {
        let server = server()
        try await whileAsking(server, peer: organisations.decision()) { (_, ask) async throws in
            #expect(try await ask().status == 401)
            let other = Router(context: AppContext.self)
            other.get("/v1/peer") { _, _ in Response.json(["new": true]) }
            server.replace(router: other)
            let reply = try await ask()
            #expect(reply.status == 200 && reply.text == #"{"new":true}"#)
        }
    }

    @Test func `a decision counts within its own generation`() throws {
        let (generation, calls) = (ScriptedServer.Counter(), ScriptedServer.Counter())
        let memory = PeerMemory(generation: { UInt64(generation.value) }) { chain in
            calls.next()
            return PeerIdentity(oin: "1", certificate: chain[0])
        }
        for _ in 0..<3 { _ = try memory.decide([organisations.ours.certificate]) }
        #expect(calls.value == 1)
        generation.next()
        for _ in 0..<3 { _ = try memory.decide([organisations.ours.certificate]) }
        #expect(calls.value == 2)
    }
}
