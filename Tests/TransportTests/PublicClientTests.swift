import OpenSSL
import Testing

@testable import Transport

/// AsyncHTTPClient as we set it up.
@Suite struct PublicClientTests {
    let organisations: Organisations

    init() throws {
        organisations = try Organisations.shared.get()
    }

    private func withClient<Value>(
        _ body: (PublicClient) async throws -> Value
    ) async throws -> Value {
        let client = try PublicClient(anchorsPEM: organisations.ours.certificate.pem)
        do {
            let value = try await body(client)
            await client.shutdown()
            return value
        } catch {
            await client.shutdown()
            throw error
        }
    }

    private func expectFailure(
        _ code: TransportError.Code, identity: TLSIdentity? = nil,
        within time: Duration = .seconds(20),
        script: @escaping @Sendable (Int, Int) -> ScriptedServer.Step
    ) async throws {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                identity ?? organisations.server, script: script
            ) { server in
                let error = await #expect(throws: TransportError.self) {
                    try await client.get(server.url, maximumBytes: 1000, deadline: .now + time)
                }
                #expect(error?.code == code)
            }
        }
    }

    @Test func `a server with a pinned anchor and the right name answers`() async throws {
        try await TestServer.whileRunning(tls: organisations.server) { [organisations] port in
            let client = try PublicClient(anchorsPEM: organisations.ours.certificate.pem)
            for host in ["localhost", "127.0.0.1"] {
                let reply = try await client.post(
                    "https://\(host):\(port)/v1/echo", headers: [("Content-Type", "text/plain")],
                    body: Array("hello".utf8), maximumBytes: 5, deadline: .ample)
                #expect(reply.text == "hello")
            }
            await client.shutdown()
        }
    }

    @Test func `a server of another anchor is refused`() async throws {
        try await expectFailure(.tlsFailed, identity: organisations.impostor) { _, _ in
            .write(ScriptedServer.ok)
        }
    }

    @Test func `a server with another name is refused`() async throws {
        try await expectFailure(.tlsFailed, identity: organisations.elsewhere) { _, _ in
            .write(ScriptedServer.ok)
        }
    }

    @Test func `a redirect is not followed`() async throws {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                organisations.server,
                script: { _, _ in
                    .write("HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")
                }
            ) { server in
                let reply = try await client.get(
                    server.url, maximumBytes: 10, deadline: .ample)
                #expect(reply.status == 302)
                #expect(server.requests.value == 1)
            }
        }
    }

    @Test func `a head that stalls ends with the deadline`() async throws {
        try await expectFailure(.timeout, within: .milliseconds(300)) { _, _ in .stall }
    }

    @Test func `a body that stalls ends with the deadline`() async throws {
        let started = ContinuousClock.now
        try await expectFailure(.timeout, within: .milliseconds(300)) { _, _ in
            .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nha")
        }
        #expect(ContinuousClock.now - started < .seconds(20))
    }

    @Test func `a deadline that has passed is a timeout`() async throws {
        try await expectFailure(.timeout, within: .seconds(-1)) { _, _ in .stall }
    }

    @Test func `an answer over its bound is refused`() async throws {
        try await expectFailure(.tooLarge) { _, _ in
            .write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n")
        }
        let chunk = "190\r\n\(String(repeating: "a", count: 400))\r\n"
        try await expectFailure(.tooLarge) { _, _ in
            .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\(chunk)\(chunk)")
        }
    }

    @Test func `an answer that ends in its middle is a violation`() async throws {
        try await expectFailure(.protocolViolation) { _, _ in
            .writeAndClose("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nha")
        }
    }

    @Test func `a connection closed without an answer is unreachable`() async throws {
        try await expectFailure(.unreachable) { _, _ in .close }
    }

    @Test func `a port where nobody listens is unreachable at once`() async throws {
        let port = try await ScriptedServer.whileRunning(
            organisations.server, script: { _, _ in .stall }
        ) { $0.port }
        try await withClient { client in
            let started = ContinuousClock.now
            let error = await #expect(throws: TransportError.self) {
                try await client.get(
                    "https://localhost:\(port)/", maximumBytes: 10, deadline: .ample)
            }
            #expect(error?.code == .unreachable)
            #expect(ContinuousClock.now - started < .seconds(20))
        }
    }

    @Test func `plain HTTP reaches this machine alone`() async throws {
        try await TestServer.whileRunning { [organisations] port in
            let client = try PublicClient(anchorsPEM: organisations.ours.certificate.pem)
            let reply = try await client.get(
                "http://127.0.0.1:\(port)/v1/health", maximumBytes: 100, deadline: .ample)
            #expect(reply.status == 200)
            let error = await #expect(throws: TransportError.self) {
                try await client.get(
                    "http://example.nl/", maximumBytes: 100, deadline: .ample)
            }
            #expect(error?.code == .plainRefused)
            await client.shutdown()
        }
    }

    @Test func `a cancelled caller ends its call`() async throws {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                organisations.server, script: { _, _ in .stall }
            ) { server in
                let url = server.url
                let task = Task { () async throws(TransportError) -> HTTPReply in
                    try await client.get(url, maximumBytes: 10, deadline: .ample)
                }
                while server.requests.value == 0 { try await Task.sleep(for: .milliseconds(5)) }
                task.cancel()
                let outcome = await task.result
                #expect(throws: TransportError(.cancelled, "expected a caller that waits")) {
                    try outcome.get()
                }
            }
        }
    }

    @Test(arguments: ["", "no PEM", "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----"])
    func `anchors that are none are refused`(anchors: String) {
        let error = #expect(throws: TransportError.self) { try PublicClient(anchorsPEM: anchors) }
        #expect(error?.code == .anchorsInvalid)
    }

    @Test func `a client that was shut down refuses`() async throws {
        let client = try PublicClient(anchorsPEM: organisations.ours.certificate.pem)
        await client.shutdown()
        let error = await #expect(throws: TransportError.self) {
            try await client.get("https://localhost:1/", maximumBytes: 10, deadline: .ample)
        }
        #expect(error?.code == .stopped)
    }
}
