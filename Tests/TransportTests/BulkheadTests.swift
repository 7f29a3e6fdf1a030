import Hummingbird
import NIOPosix
import StrictJSON
import Synchronization
import Testing

@testable import Transport

/// A peer that stalls holds up the calls to itself, and none to others.
@Suite struct BulkheadTests {
    private let organisations: Organisations

    init() throws {
        organisations = try Organisations.shared.get()
    }

    private func server(_ name: String, _ router: Router<AppContext>) -> HTTPServer {
        var limits = ServerLimits()
        limits.longestDelay = .seconds(3600)
        return HTTPServer(
            name: name, router: router, address: .anyLoopback, tls: organisations.server,
            clients: .none, limits: limits, logger: TestServer.quiet)
    }

    /// Counts how many are inside at once.
    private final class Room: Sendable {
        private let state = Mutex((now: 0, most: 0))

        var most: Int { state.withLock { $0.most } }

        func stay(_ time: Duration) async throws {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
            }
            defer { state.withLock { $0.now -= 1 } }
            try await Task.sleep(for: time)
        }
    }

    private func run(
        stay: Duration,
        _ body:
            @escaping @Sendable (OrganisationClient, _ stalled: String, _ sound: String, Room)
            async throws -> Void
    ) async throws {
        let room = Room()
        let stalling = Router(context: AppContext.self)
        stalling.get("/v1/health") { _, _ in
            try await room.stay(stay)
            return Response.json([:])
        }
        // Another source behind the same address.
        stalling.get("/v1/neighbour") { _, _ in Response.json([:]) }
        let servers = [server("stalled", stalling), server("sound", TestServer.router())]
        try await ServerGroup.whileRunning(
            servers, grace: .milliseconds(200), logger: TestServer.quiet
        ) { ports in
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            let client = try OrganisationClient(identity: nil, eventLoopGroup: group)
            let addresses = ports.map { "https://127.0.0.1:\($0)/v1/health" }
            try await body(client, addresses[0], addresses[1], room)
            await client.shutdown()
            try await group.shutdownGracefully()
        }
    }

    private func call(
        _ client: OrganisationClient, _ address: String, slots: String? = nil,
        deadline: ContinuousClock.Instant = .ample
    ) async -> Result<HTTPReply, TransportError> {
        do throws(TransportError) {
            return .success(
                try await client.get(
                    address, peer: organisations.decision(), slots: slots,
                    maximumBytes: 4096, deadline: deadline))
        } catch {
            return .failure(error)
        }
    }

    @Test func `a stalled peer takes its own slots, and others answer meanwhile`() async throws {
        try await run(stay: .seconds(600)) { client, stalled, sound, room in
            let stuck = Task {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<300 { group.addTask { _ = await call(client, stalled) } }
                }
            }
            while room.most < OrganisationClient.usualConnections {
                try await Task.sleep(for: .milliseconds(10))
            }
            for _ in 0..<20 {
                let reply = await call(client, sound)
                #expect((try? reply.get())?.status == 200)
            }
            #expect(room.most == OrganisationClient.usualConnections)
            stuck.cancel()
            await stuck.value
        }
    }

    @Test func `a stalled source takes its own slots, not its neighbour's at that gateway`()
        async throws
    {
        try await run(stay: .seconds(600)) { client, stalled, _, room in
            let stuck = Task {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<300 {
                        group.addTask { _ = await call(client, stalled, slots: "stalled") }
                    }
                }
            }
            while room.most < OrganisationClient.slotsPerName {
                try await Task.sleep(for: .milliseconds(10))
            }
            let neighbour = stalled.replacing("health", with: "neighbour")
            let replies = await withTaskGroup(of: Int?.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        (try? await call(client, neighbour, slots: "neighbour").get())?.status
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies == [Int?](repeating: 200, count: 200))
            #expect(room.most == OrganisationClient.slotsPerName)
            stuck.cancel()
            await stuck.value
        }
    }

    @Test func `slots that calls gave up are used again`() async throws {
        try await run(stay: .seconds(600)) { client, stalled, _, room in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<OrganisationClient.slotsPerName * 3 {
                    group.addTask {
                        _ = await call(
                            client, stalled, slots: "source", deadline: .now + .milliseconds(300))
                    }
                }
            }
            #expect(room.most <= OrganisationClient.slotsPerName)
            let neighbour = stalled.replacing("health", with: "neighbour")
            let reply = await call(client, neighbour, slots: "source")
            #expect((try? reply.get())?.status == 200)
        }
    }

    @Test func `over its bound of waiting calls a source counts as unreachable`() async throws {
        try await run(stay: .seconds(600)) { client, stalled, _, _ in
            let total = OrganisationClient.slotsPerName + ConnectionPool.maximumWaiting + 10
            await withTaskGroup(of: Result<HTTPReply, TransportError>.self) { group in
                for _ in 0..<total {
                    group.addTask { await call(client, stalled, slots: "source") }
                }
                var refused = 0
                for await result in group {
                    guard case .failure(let error) = result else { continue }
                    if error.code == .unreachable { refused += 1 }
                    if refused == 10 { group.cancelAll() }
                }
                #expect(refused == 10)
            }
        }
    }

    @Test func `calls beyond the slots wait their turn and are all answered`() async throws {
        try await run(stay: .milliseconds(20)) { client, busy, _, room in
            let replies = await withTaskGroup(of: Int?.self) { group in
                for _ in 0..<400 {
                    group.addTask { (try? await call(client, busy).get())?.status }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies == [Int?](repeating: 200, count: 400))
            #expect(room.most <= OrganisationClient.usualConnections)
        }
    }

    @Test func `who waits for a slot is told when its own time is up`() async throws {
        try await run(stay: .seconds(600)) { client, stalled, sound, room in
            let stuck = Task {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<OrganisationClient.usualConnections {
                        group.addTask { _ = await call(client, stalled) }
                    }
                }
            }
            while room.most < OrganisationClient.usualConnections {
                try await Task.sleep(for: .milliseconds(10))
            }
            let late = await call(client, stalled, deadline: .now + .milliseconds(100))
            guard case .failure(let error) = late else {
                Issue.record("expected no answer")
                return
            }
            #expect(error.code == .timeout)
            // Room that is given up is used again.
            stuck.cancel()
            await stuck.value
            #expect((try? await call(client, sound).get())?.status == 200)
        }
    }

    @Test func `over its bound of waiting calls a peer counts as unreachable`() async throws {
        try await run(stay: .seconds(600)) { client, stalled, _, _ in
            let total = OrganisationClient.usualConnections + ConnectionPool.maximumWaiting + 10
            await withTaskGroup(of: Result<HTTPReply, TransportError>.self) { group in
                for _ in 0..<total { group.addTask { await call(client, stalled) } }
                var refused = 0
                for await result in group {
                    guard case .failure(let error) = result else { continue }
                    if error.code == .unreachable { refused += 1 }
                    if refused == 10 { group.cancelAll() }
                }
                #expect(refused == 10)
            }
        }
    }
}
