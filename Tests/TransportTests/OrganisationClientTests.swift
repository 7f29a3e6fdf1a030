import NIOCore
import NIOPosix
import OpenSSL
import Synchronization
import Testing

@testable import Transport

/// The thin client against servers that behave, and against servers that do not.
@Suite struct OrganisationClientTests {
    let organisations: Organisations

    init() throws {
        organisations = try Organisations.shared.get()
    }

    private func withClient<Value>(
        _ body: (OrganisationClient) async throws -> Value
    ) async throws -> Value {
        let client = try OrganisationClient(identity: organisations.gateway)
        do {
            let value = try await body(client)
            await client.shutdown()
            return value
        } catch {
            await client.shutdown()
            throw error
        }
    }

    /// Sends a small POST to a scripted server.
    private func post(
        _ client: OrganisationClient, _ url: String, maximumBytes: Int = 1000,
        within time: Duration = .seconds(20), peer: PeerDecision? = nil
    ) async throws(TransportError) -> HTTPReply {
        try await client.post(
            url, headers: [("Content-Type", "text/plain")], body: Array("bodyEND".utf8),
            peer: peer ?? organisations.decision(), maximumBytes: maximumBytes,
            deadline: .now + time)
    }

    private func expectFailure(
        _ code: TransportError.Code, maximumBytes: Int = 1000, within time: Duration = .seconds(20),
        script: @escaping @Sendable (Int, Int) -> ScriptedServer.Step
    ) async throws {
        try await withClient { client in
            try await ScriptedServer.whileRunning(organisations.server, script: script) { server in
                let error = await #expect(throws: TransportError.self) {
                    try await post(client, server.url, maximumBytes: maximumBytes, within: time)
                }
                #expect(error?.code == code)
            }
        }
    }

    @Test func `a connection is used again`() async throws {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                organisations.server, script: { _, _ in .write(ScriptedServer.ok) }
            ) { server in
                // One connection per event loop, at most as many as there are loops.
                for _ in 0..<20 {
                    let reply = try await post(client, server.url)
                    #expect(reply.status == 200)
                    #expect(reply.text == "ok")
                }
                #expect(server.requests.value == 20)
                #expect(server.connections.value < 20)
            }
        }
    }

    @Test func `a reused connection is judged again`() async throws {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                organisations.server, script: { _, _ in .write(ScriptedServer.ok) }
            ) { server in
                for _ in 0..<20 { _ = try await post(client, server.url) }
                let error = await #expect(throws: TransportError.self) {
                    try await post(
                        client, server.url, peer: organisations.decision(expecting: "9"))
                }
                #expect(error?.code == .peerRefused)
                #expect(server.requests.value == 20)
            }
        }
    }

    @Test func `a connection that says close is not used again`() async throws {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                organisations.server,
                script: { _, _ in
                    .write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")
                }
            ) { server in
                for _ in 0..<5 { _ = try await post(client, server.url) }
                #expect(server.connections.value == 5)
            }
        }
    }

    @Test func `a reused connection that closes without an answer is tried again once`()
        async throws
    {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                organisations.server,
                script: { _, request in request == 0 ? .write(ScriptedServer.ok) : .close }
            ) { server in
                // Every second request meets a connection that is closed in its face.
                for _ in 0..<10 {
                    let reply = try await post(client, server.url)
                    #expect(reply.text == "ok")
                }
                #expect(server.connections.value <= 10)
                #expect(server.requests.value >= 10)
            }
        }
    }

    @Test func `a fresh connection that closes without an answer is not tried again`() async throws
    {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                organisations.server, script: { _, _ in .close }
            ) { server in
                let error = await #expect(throws: TransportError.self) {
                    try await post(client, server.url)
                }
                #expect(error?.code == .unreachable)
                #expect(server.requests.value == 1)
            }
        }
    }

    @Test func `a connection closed after a part of the answer is not tried again`() async throws {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                organisations.server,
                script: { _, request in
                    request == 0
                        ? .write(ScriptedServer.ok)
                        : .writeAndClose("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nha")
                }
            ) { server in
                var failures = 0
                for _ in 0..<20 where failures == 0 {
                    do throws(TransportError) {
                        _ = try await post(client, server.url)
                    } catch {
                        #expect(error.code == .protocolViolation)
                        failures += 1
                    }
                }
                #expect(failures == 1)
                #expect(server.requests.value == server.connections.value + 1)
            }
        }
    }

    @Test func `a server that stalls ends with the deadline`() async throws {
        let started = ContinuousClock.now
        try await expectFailure(.timeout, within: .milliseconds(300)) { _, _ in .stall }
        #expect(ContinuousClock.now - started < .seconds(20))
    }

    @Test func `a body that stalls ends with the deadline`() async throws {
        try await expectFailure(.timeout, within: .milliseconds(300)) { _, _ in
            .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nha")
        }
    }

    @Test func `a deadline that has passed is a timeout at once`() async throws {
        try await expectFailure(.timeout, within: .seconds(-1)) { _, _ in .stall }
    }

    @Test func `an answer that says it is too large is refused`() async throws {
        try await expectFailure(.tooLarge) { _, _ in
            .write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n")
        }
    }

    @Test func `an answer that turns out too large is refused`() async throws {
        let chunk = "190\r\n\(String(repeating: "a", count: 400))\r\n"
        try await expectFailure(.tooLarge) { _, _ in
            .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\(chunk)\(chunk)")
        }
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: \(String(repeating: "a", count: 70_000))\r\n\r\n",
    ])
    func `an answer that is not HTTP is a violation`(answer: String) async throws {
        try await expectFailure(.protocolViolation) { _, _ in .write(answer) }
    }

    @Test func `an answer that nobody asked for closes the connection`() async throws {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                organisations.server,
                script: { _, _ in .write(ScriptedServer.ok + ScriptedServer.ok) }
            ) { server in
                for _ in 0..<5 {
                    let reply = try await post(client, server.url)
                    #expect(reply.text == "ok")
                }
                #expect(server.connections.value == 5)
            }
        }
    }

    @Test func `an informational answer is passed over`() async throws {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                organisations.server,
                script: { _, _ in .write("HTTP/1.1 103 Early Hints\r\n\r\n" + ScriptedServer.ok) }
            ) { server in
                let reply = try await post(client, server.url)
                #expect(reply.status == 200)
            }
        }
    }

    @Test func `a redirect is an answer like any other`() async throws {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                organisations.server,
                script: { _, _ in
                    .write("HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")
                }
            ) { server in
                let reply = try await post(client, server.url)
                #expect(reply.status == 302)
                #expect(reply.headers["location"] == "/b")
                #expect(server.requests.value == 1)
            }
        }
    }

    @Test func `a cancelled caller ends its call`() async throws {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                organisations.server, script: { _, _ in .stall }
            ) { server in
                let started = ContinuousClock.now
                let url = server.url
                let peer = organisations.decision()
                let task = Task { () async throws(TransportError) -> HTTPReply in
                    try await client.get(url, peer: peer, maximumBytes: 10, deadline: .ample)
                }
                while server.requests.value == 0 { try await Task.sleep(for: .milliseconds(5)) }
                task.cancel()
                let outcome = await task.result
                #expect(throws: TransportError(.cancelled, "expected a caller that waits")) {
                    try outcome.get()
                }
                #expect(ContinuousClock.now - started < .seconds(20))
            }
        }
    }

    @Test func `a caller that is cancelled already does not call`() async throws {
        try await withClient { client in
            try await ScriptedServer.whileRunning(
                organisations.server, script: { _, _ in .write(ScriptedServer.ok) }
            ) { server in
                let url = server.url
                let peer = organisations.decision()
                let task = Task { () async throws(TransportError) -> HTTPReply in
                    while !Task.isCancelled { await Task.yield() }
                    return try await client.get(
                        url, peer: peer, maximumBytes: 10, deadline: .ample)
                }
                task.cancel()
                let outcome = await task.result
                #expect(throws: TransportError(.cancelled, "expected a caller that waits")) {
                    try outcome.get()
                }
                #expect(server.requests.value == 0)
            }
        }
    }

    @Test func `a port where nobody listens is unreachable`() async throws {
        let port = try await ScriptedServer.whileRunning(
            organisations.server, script: { _, _ in .stall }
        ) { $0.port }
        try await withClient { client in
            for host in ["127.0.0.1", "localhost"] {
                let error = await #expect(throws: TransportError.self) {
                    try await post(client, "https://\(host):\(port)/")
                }
                #expect(error?.code == .unreachable)
            }
        }
    }

    @Test func `a name that nobody has is unreachable`() async throws {
        try await withClient { client in
            let error = await #expect(throws: TransportError.self) {
                try await post(client, "https://nobody.invalid/")
            }
            #expect(error?.code == .unreachable)
        }
    }

    @Test func `a handshake that stalls ends with the deadline`() async throws {
        let silent = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        try await withClient { client in
            let error = await #expect(throws: TransportError.self) {
                try await post(
                    client, "https://localhost:\(silent.localAddress?.port ?? 0)/",
                    within: .milliseconds(300))
            }
            #expect(error?.code == .timeout)
        }
        try await silent.close()
    }

    @Test func `a server that speaks no TLS is refused`() async throws {
        try await TestServer.whileRunning { port in
            let client = try OrganisationClient(identity: nil)
            let peer = try Organisations.shared.get().decision()
            let error = await #expect(throws: TransportError.self) {
                try await client.get(
                    "https://localhost:\(port)/", peer: peer, maximumBytes: 100, deadline: .ample)
            }
            #expect(error?.code == .tlsFailed)
            await client.shutdown()
        }
    }

    @Test(arguments: ["http://localhost:1/", "http://127.0.0.1:1/"])
    func `plain HTTP is refused, also on this machine`(url: String) async throws {
        try await withClient { client in
            let error = await #expect(throws: TransportError.self) {
                try await post(client, url)
            }
            #expect(error?.code == .plainRefused)
        }
    }

    @Test(arguments: [
        ("X Y", "a"), ("", "a"), ("X:", "a"), ("X", "a\r\nY: b"), ("X", "a\nb"), ("X", "\u{0}"),
        ("Host", "a"), ("content-length", "1"), ("Transfer-Encoding", "chunked"),
        ("CONNECTION", "close"),
    ])
    func `a header that could become two is refused`(name: String, value: String) async throws {
        try await withClient { client in
            let error = await #expect(throws: TransportError.self) {
                try await client.get(
                    "https://localhost:1/", headers: [(name, value)],
                    peer: organisations.decision(), maximumBytes: 10, deadline: .ample)
            }
            #expect(error?.code == .requestInvalid)
        }
    }

    @Test func `a client that was shut down refuses`() async throws {
        let client = try OrganisationClient(identity: organisations.gateway)
        await client.shutdown()
        let error = await #expect(throws: TransportError.self) {
            try await post(client, "https://localhost:1/")
        }
        #expect(error?.code == .stopped)
    }

    @Test func `a shutdown ends the calls in progress`() async throws {
        let client = try OrganisationClient(identity: organisations.gateway)
        try await ScriptedServer.whileRunning(
            organisations.server, script: { _, _ in .stall }
        ) { server in
            async let reply = post(client, server.url)
            while server.requests.value == 0 { try await Task.sleep(for: .milliseconds(5)) }
            await client.shutdown()
            do {
                _ = try await reply
                Issue.record("expected no answer")
            } catch {
                #expect((error as? TransportError)?.code == .stopped)
            }
        }
    }

    @Test func `many calls at once are all answered`() async throws {
        try await TestServer.whileRunning(
            tls: organisations.server, clients: .required(organisations.decision())
        ) { [organisations] port in
            let client = try OrganisationClient(identity: organisations.gateway)
            let memory = PeerMemory(organisations.decision())
            let lengths = try await withThrowingTaskGroup(of: Int.self) { group in
                for count in 0..<200 {
                    group.addTask {
                        let reply = try await client.get(
                            "https://localhost:\(port)/v1/large/\(count * 100)",
                            peer: { try memory.decide($0) }, maximumBytes: 100_000,
                            deadline: .ample)
                        return reply.body.count - count * 100
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(lengths == [Int](repeating: 0, count: 200))
            await client.shutdown()
        }
    }
}
