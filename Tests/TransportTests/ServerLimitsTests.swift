import Testing

@testable import Transport

/// What a server does with callers that send too much or take too long.
@Suite struct ServerLimitsTests {
    private func ask(
        _ pieces: [String], pause: Duration = .zero,
        _ change: @Sendable (inout ServerLimits) -> Void = { _ in }
    ) async throws -> String {
        var limits = ServerLimits()
        limits.headerBytes = 1000
        limits.headerCount = 20
        limits.bodyBytes = 1000
        change(&limits)
        return try await TestServer.whileRunning(limits: limits) { port in
            try await RawConnection.exchange(port: port, pieces, pause: pause)
        }
    }

    private static let post = "POST /v1/echo HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"

    @Test(arguments: [
        "GET /v1/health HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 2000))\r\n\r\n",
        "GET /v1/health?\(String(repeating: "a", count: 2000)) HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: a\r\n"
            + String(repeating: "X: \(String(repeating: "a", count: 100))\r\n", count: 15) + "\r\n",
        "GET /v1/health HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: a\r\n", count: 30)
            + "\r\n",
    ])
    func `headers over a bound are a 431`(request: String) async throws {
        let answer = try await ask([request])
        #expect(answer.hasPrefix("HTTP/1.1 431 "))
        #expect(answer.contains("API-Version: 1.0.0\r\n"))
        #expect(answer.contains(#""code":"headers-too-large""#))
    }

    @Test(arguments: [
        "HELO there\r\n\r\n", "GET /v1/health HTTP/1.1\r\nHost a\r\n\r\n",
        post + "Content-Length: x\r\n\r\n",
        post + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ])
    func `what is not HTTP is a 400`(request: String) async throws {
        let answer = try await ask([request])
        #expect(answer.hasPrefix("HTTP/1.1 400 "))
        #expect(answer.contains("API-Version: 1.0.0\r\n"))
        #expect(answer.contains(#""code":"malformed-request""#))
    }

    @Test func `a body that says it is too large is a 413 at once`() async throws {
        let answer = try await ask([Self.post + "Content-Length: 100000000\r\n\r\nabc"])
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
        #expect(answer.contains("Connection: close\r\n"))
        #expect(answer.contains(#""code":"too-large""#))
    }

    @Test func `a chunked body over its bound is a 413`() async throws {
        let chunk = "190\r\n\(String(repeating: "a", count: 400))\r\n"
        let answer = try await ask(
            [Self.post + "Transfer-Encoding: chunked\r\n\r\n", chunk, chunk, chunk, chunk])
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
        #expect(answer.contains(#""code":"too-large""#))
    }

    @Test func `a chunked body that breaks its syntax is a 400`() async throws {
        let answer = try await ask(
            [Self.post + "Transfer-Encoding: chunked\r\n\r\n", "zz\r\n"], pause: .milliseconds(50))
        #expect(answer.hasPrefix("HTTP/1.1 400 "))
        #expect(answer.contains(#""code":"malformed-request""#))
    }

    @Test func `a body that dribbles in beyond the server's time is a 408`() async throws {
        let dribble = [String](repeating: "a", count: 100)
        let answer = try await ask(
            [Self.post + "Content-Length: 500\r\n\r\n"] + dribble, pause: .milliseconds(20)
        ) { $0.bodyTime = .milliseconds(200) }
        #expect(answer.hasPrefix("HTTP/1.1 408 "))
        #expect(answer.contains("Connection: close\r\n"))
        #expect(answer.contains(#""code":"body-timeout""#))
    }

    @Test func `a body that dribbles in beyond its route's time is a 408`() async throws {
        let dribble = [String](repeating: "a", count: 100)
        let answer = try await ask(
            ["POST /v1/hurried HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n"] + dribble,
            pause: .milliseconds(20))
        #expect(answer.hasPrefix("HTTP/1.1 408 "))
        #expect(answer.contains(#""code":"body-timeout""#))
    }

    @Test func `a body that no route reads does not hold the connection`() async throws {
        let started = ContinuousClock.now
        let dribble = [String](repeating: "a", count: 1000)
        let answer = try await ask(
            ["POST /v1/nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n"] + dribble,
            pause: .milliseconds(20))
        #expect(answer.hasPrefix("HTTP/1.1 404 "))
        #expect(ContinuousClock.now - started < .seconds(10))
    }

    @Test func `headers that dribble in beyond their time close the connection`() async throws {
        let started = ContinuousClock.now
        let dribble = [String](repeating: "X", count: 500)
        let answer = try await ask(
            ["GET /v1/health HTTP/1.1\r\nHost: a\r\n"] + dribble, pause: .milliseconds(20)
        ) { $0.headerTime = .milliseconds(200) }
        #expect(answer == "")
        #expect(ContinuousClock.now - started < .seconds(20))
    }

    @Test func `an idle connection is closed`() async throws {
        let answer = try await ask(["GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n"]) {
            $0.idleTime = .milliseconds(200)
        }
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
        #expect(answer.hasSuffix(#"{"status":"ok"}"#))
    }

    @Test func `an old connection is closed after its answer`() async throws {
        let answer = try await ask(["GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n"]) {
            $0.connectionAge = .zero
        }
        #expect(answer.contains("Connection: close\r\n"))
        #expect(answer.hasSuffix(#"{"status":"ok"}"#))
    }

    @Test func `several requests in one write are answered in order`() async throws {
        let answer = try await ask([
            "GET /v1/remote HTTP/1.1\r\nHost: a\r\n\r\n"
                + Self.post + "Content-Length: 2\r\n\r\nhi"
                + "GET /v1/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        ]) { $0.idleTime = .milliseconds(500) }
        #expect(answer.split(separator: "HTTP/1.1 200 ").count == 3)
        #expect(answer.contains(#"{"address":"127.0.0.1"}"#))
        #expect(answer.hasSuffix(#"{"status":"ok"}"#))
    }

    @Test func `no more connections are taken than allowed`() async throws {
        var limits = ServerLimits()
        limits.maximumConnections = 1
        limits.idleTime = .seconds(4)
        try await TestServer.whileRunning(limits: limits) { port in
            let request = "GET /v1/health HTTP/1.1\r\nHost: a\r\n"
            // The first stays until it is idle for too long; the second comes meanwhile.
            async let first = RawConnection.exchange(port: port, [request + "\r\n"])
            try await Task.sleep(for: .milliseconds(1500))
            let second = try await withThrowingTaskGroup(of: String?.self) { group in
                group.addTask {
                    try await RawConnection.exchange(
                        port: port, [request + "Connection: close\r\n\r\n"])
                }
                group.addTask {
                    try await Task.sleep(for: .seconds(1))
                    return nil
                }
                let answer = try await group.next() ?? nil
                group.cancelAll()
                return answer
            }
            #expect(second == nil)
            #expect(try await first.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test(arguments: ["0.0.0.0", "::", "example.nl", "128.0.0.1", "127.evil.example"])
    func `plain HTTP on another address than loopback is refused`(host: String) async throws {
        let server = HTTPServer(
            name: "plain", router: TestServer.router(), address: ServerAddress(host: host, port: 0),
            tls: nil, clients: .none, logger: TestServer.quiet)
        let error = await #expect(throws: TransportError.self) { try await server.run() }
        #expect(error?.code == .plainRefused)
    }

    @Test func `a host that nobody knows is told, with its setting`() async throws {
        let address = ServerAddress(host: "127.999.1.1", port: 0, setting: "listen")
        let server = HTTPServer(
            name: "lost", router: TestServer.router(), address: address, tls: nil, clients: .none,
            logger: TestServer.quiet)
        let error = await #expect(throws: TransportError.self) { try await server.run() }
        #expect(error?.code == .addressUnavailable)
        #expect(error?.message.contains("'listen.host'") == true)
    }

    @Test func `a port that is taken is told`() async throws {
        try await TestServer.whileRunning { port in
            let server = HTTPServer(
                name: "second", router: TestServer.router(),
                address: ServerAddress(host: "127.0.0.1", port: port), tls: nil, clients: .none,
                logger: TestServer.quiet)
            let error = await #expect(throws: TransportError.self) {
                try await ServerGroup.whileRunning([server], logger: TestServer.quiet) { _ in }
            }
            #expect(error?.code == .addressUnavailable)
        }
    }
}
