import Foundation
import Testing

@testable import Transport

/// Thousands of connections on which nothing is asked, from a process of its own, and honest
/// clients beside them.
@Suite struct IdleFloodTests {
    /// Opens connections as fast as it can, says `ready`, and keeps them open.
    private static let flood = """
        import resource, socket, sys, time
        port, count, greeting = int(sys.argv[1]), int(sys.argv[2]), bytes.fromhex(sys.argv[3])
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, count + 100), hard))
        kept = []
        for number in range(count):
            one = socket.socket()
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
            kept.append(one)
            if number % 500 == 499: time.sleep(0.02)
        for one in kept:
            try: one.send(greeting)
            except OSError: pass
        print("ready", flush=True)
        time.sleep(60)
        """

    /// Nothing at all, and the beginning of a TLS handshake that never goes on.
    @Test(arguments: ["", "160301020001"], [nil, TestServer.Secret?.none])
    private func unused(_ greeting: String, _ other: TestServer.Secret?) {}

    @Test(arguments: ["", "1603010200010001fc0303"])
    func `10,000 half-open connections do not keep honest clients out`(
        greeting: String
    ) async throws {
        let organisations = try Organisations.shared.get()
        var limits = ServerLimits()
        limits.longestDelay = .seconds(3600)
        // As many as a process may have open by default is fewer than a real server's bound.
        limits.maximumConnections = 512
        limits.headerTime = .seconds(600)
        try await TestServer.whileRunning(tls: organisations.server, limits: limits) { port in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["python3", "-c", Self.flood, "\(port)", "10000", greeting]
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            defer {
                process.terminate()
                process.waitUntilExit()
            }
            // Before, while and after they come: a connection of its own for each call.
            for round in 0..<3 {
                if round == 2 { _ = try output.fileHandleForReading.read(upToCount: 5) }
                for _ in 0..<10 {
                    let client = try OrganisationClient(identity: nil)
                    let reply = try await client.get(
                        "https://127.0.0.1:\(port)/v1/health", peer: organisations.decision(),
                        maximumBytes: 4096, deadline: .ample)
                    #expect(reply.status == 200)
                    await client.shutdown()
                }
            }
            #expect(process.isRunning)
        }
    }

    @Test func `a busy connection is not closed for those on which nothing is asked`()
        async throws
    {
        let organisations = try Organisations.shared.get()
        var limits = ServerLimits()
        limits.longestDelay = .seconds(3600)
        limits.maximumConnections = 40
        try await TestServer.whileRunning(tls: organisations.server, limits: limits) { port in
            let client = try OrganisationClient(identity: nil)
            let address = "https://127.0.0.1:\(port)/v1"
            let slow = Task {
                try await client.get(
                    "\(address)/slow", peer: organisations.decision(), maximumBytes: 4096,
                    deadline: .now + .seconds(5))
            }
            for _ in 0..<60 {
                let other = try OrganisationClient(identity: nil)
                let reply = try await other.get(
                    "\(address)/health", peer: organisations.decision(), maximumBytes: 4096,
                    deadline: .ample)
                #expect(reply.status == 200)
                await other.shutdown()
            }
            // It ends by its own clock, not by a closed connection.
            let error = await #expect(throws: TransportError.self) { try await slow.value }
            #expect(error?.code == .timeout)
            await client.shutdown()
        }
    }
}
