import Logging
import OpenSSL
import TestKit
import Testing

@testable import Transport

/// What a server's log tells, and above all what it does not.
@Suite struct LogTests {
    let organisations: Organisations

    init() throws {
        organisations = try Organisations.shared.get()
    }

    private func log(
        clients: ClientAuthentication = .none,
        _ body: @escaping @Sendable (Int, OrganisationClient) async throws -> Void
    ) async throws -> String {
        let book = LogBook()
        let server = HTTPServer(
            name: "logged", router: TestServer.router(), address: .anyLoopback,
            tls: organisations.server, clients: clients, logger: book.logger)
        let client = try OrganisationClient(identity: organisations.impostor)
        try await ServerGroup.whileRunning([server], others: [client], logger: book.logger) {
            ports in
            try await body(ports[0], client)
        }
        return book.text
    }

    @Test func `a log has no body, query, header value, path parameter or error text`() async throws
    {
        let peer = organisations.decision()
        let text = try await log { port, client in
            let base = "https://localhost:\(port)/v1"
            for path in ["/health?q=999990019", "/large/x999990019", "/secret", "/999990019"] {
                _ = try? await client.get(
                    base + path, headers: [("Authorization", "DPoP 999990019")], peer: peer,
                    maximumBytes: 10, deadline: .ample)
            }
            for (path, type) in [("/echo", "text/plain"), ("/form", "text/999990019")] {
                _ = try? await client.post(
                    base + path, headers: [("Content-Type", type)],
                    body: Array("999990019".utf8), peer: peer, maximumBytes: 1000,
                    deadline: .ample)
            }
        }
        #expect(text.contains("answered"))
        #expect(text.contains("/v1/large/{bytes}"))
        #expect(text.contains("TransportTests.TestServer.Secret"))
        #expect(!text.contains("999990019"))
        #expect(!text.contains("the secret"))
    }

    @Test func `a refused peer is logged with the reason`() async throws {
        let peer = organisations.decision()
        let text = try await log(clients: .required(peer)) { port, client in
            _ = try? await client.get(
                "https://localhost:\(port)/v1/health", peer: peer, maximumBytes: 10,
                deadline: .ample)
        }
        #expect(text.contains("peer refused"))
        #expect(text.contains("ntrusted"))
        #expect(!text.contains("answered"))
    }

    @Test func `a service is logged by its name alone`() async throws {
        let text = try await log { _, _ in }
        #expect(!text.contains("HTTPServer("))
        #expect(!text.contains("TLSIdentity"))
    }
}
