import Hummingbird
import StrictJSON
import Synchronization
import Testing

@testable import Transport

/// What a server does when more comes than it can answer.
@Suite struct OverloadTests {
    /// Holds requests until it is opened, and counts those that came in.
    private final class Gate: Sendable {
        private let state = Mutex((isOpen: false, arrived: 0))

        var arrived: Int { state.withLock { $0.arrived } }

        func open() { state.withLock { $0.isOpen = true } }

        func pass() async throws {
            state.withLock { $0.arrived += 1 }
            while !state.withLock({ $0.isOpen }) { try await Task.sleep(for: .milliseconds(5)) }
        }

        func waitFor(_ count: Int) async throws {
            while arrived < count { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    @Test func `over its bound of requests a server sheds, and those it took are answered`()
        async throws
    {
        let gate = Gate()
        let router = Router(context: AppContext.self)
        router.addHealth()
        router.get("/v1/held") { _, _ in
            try await gate.pass()
            return Response.json([:])
        }
        var limits = ServerLimits()
        limits.maximumRequests = 5
        // Of the tests that run beside this one nothing is to be seen here.
        limits.longestDelay = .seconds(3600)
        let organisations = try Organisations.shared.get()
        let server = HTTPServer(
            name: "busy", router: router, address: .anyLoopback, tls: organisations.server,
            clients: .none, limits: limits, logger: TestServer.quiet)
        try await ServerGroup.whileRunning([server], logger: TestServer.quiet) { ports in
            let client = try OrganisationClient(identity: nil)
            let address = "https://127.0.0.1:\(ports[0])"
            @Sendable func get(_ path: String) async throws -> HTTPReply {
                try await client.get(
                    address + path, peer: organisations.decision(), maximumBytes: 4096,
                    deadline: .ample)
            }
            async let held = withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<5 { group.addTask { try await get("/v1/held").status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try await gate.waitFor(5)
            for _ in 0..<20 {
                let reply = try await get("/v1/held")
                #expect(reply.status == 503 && reply.problemCode == "overloaded")
                #expect(reply.headers["retry-after"].flatMap { Int($0) } == 2)
                #expect(reply.headers["api-version"] != nil)
            }
            #expect(try await get("/v1/health").status == 200)
            #expect(gate.arrived == 5)
            gate.open()
            #expect(try await held == [200, 200, 200, 200, 200])
            #expect(try await get("/v1/held").status == 200)
            await client.shutdown()
        }
    }

    @Test func `threads that stay behind shed, one hiccup does not`() {
        let shedding = LoadShedding(maximum: 100, longestDelay: .milliseconds(250))
        shedding.observed(delay: .seconds(9))
        #expect(shedding.admit())
        shedding.observed(delay: .milliseconds(250))
        for _ in 0..<3 { shedding.observed(delay: .milliseconds(251)) }
        #expect(!shedding.admit())
        shedding.observed(delay: .milliseconds(1))
        #expect(shedding.admit())
    }

    @Test func `what was refused is not counted as in progress`() {
        let shedding = LoadShedding(maximum: 1, longestDelay: .seconds(1))
        #expect(shedding.admit())
        for _ in 0..<3 { #expect(!shedding.admit()) }
        shedding.ended()
        #expect(shedding.admit())
        #expect(!shedding.admit())
    }

    /// Requests of 10 ms of processor time each, and so many in progress.
    private func busy(_ inProgress: Int, windows: Int, processors: Int = 1) -> WorkInHand {
        let work = WorkInHand(processors: processors)
        for _ in 0..<100 { work.began() }
        for _ in 0..<100 { work.ended() }
        work.observed(wanted: 1, over: 10)
        for _ in 0..<inProgress { work.began() }
        for _ in 0..<windows { work.observed(wanted: 0.05 * Double(processors), over: 0.05) }
        return work
    }

    @Test func `busy processors have room for a while's work, and no more`() {
        // 1.2 s of processor time for 100 ended requests, less what fades: some 12 ms each.
        #expect(busy(60, windows: 4).hasRoom(within: .seconds(1)))
        #expect(!busy(100, windows: 4).hasRoom(within: .seconds(1)))
        #expect(busy(100, windows: 4, processors: 4).hasRoom(within: .seconds(1)))
        let work = busy(100, windows: 4)
        for _ in 0..<50 { work.ended() }
        #expect(work.hasRoom(within: .seconds(1)))
    }

    @Test func `idle processors have room for any number that waits`() {
        let work = busy(100_000, windows: 4)
        #expect(!work.hasRoom(within: .seconds(1)))
        work.observed(wanted: 0.04, over: 0.05)
        #expect(work.hasRoom(within: .seconds(1)))
        #expect(busy(100_000, windows: 3).hasRoom(within: .seconds(1)))
    }

    @Test func `several servers that look in turn are one look`() {
        let work = busy(100, windows: 4)
        let begin = ContinuousClock.now
        // The first only begins; what follows within a moment would find idle processors.
        for milliseconds in 0..<40 { work.look(at: begin + .milliseconds(milliseconds)) }
        #expect(!work.hasRoom(within: .seconds(1)))
        work.look(at: begin + .seconds(3600))
        #expect(work.hasRoom(within: .seconds(1)))
    }

    @Test func `two requests for each processor always have room, and who costs nothing yet too`() {
        #expect(busy(1, windows: 4).hasRoom(within: .nanoseconds(1)))
        #expect(!busy(2, windows: 4).hasRoom(within: .nanoseconds(1)))
        let unknown = WorkInHand(processors: 1)
        for _ in 0..<1000 { unknown.began() }
        for _ in 0..<10 { unknown.observed(wanted: 0.05, over: 0.05) }
        #expect(unknown.hasRoom(within: .seconds(1)))
    }

    @Test func `a server sheds while more work is in hand than a while gives`() {
        let work = busy(100, windows: 4)
        let shedding = LoadShedding(
            maximum: 100, longestDelay: .seconds(1), longestWork: .seconds(1), work: work)
        #expect(!shedding.admit())
        for _ in 0..<100 { work.ended() }
        #expect(shedding.admit())
        shedding.ended()
    }

    @Test(arguments: [
        ("0 4552557 1\n", 4_552_557), ("17 0 3", 0), ("1 2", nil), ("", nil), ("a b c", nil),
    ])
    func `the time in the processors' queue is read`(_ schedstat: String, _ waited: Double?) {
        #expect(ProcessorQueue.nanoseconds(in: schedstat) == waited)
    }

    @Test(arguments: [
        ("Name:\tx\nCpus_allowed_list:\t0-1\n", 2), ("Cpus_allowed_list:\t0", 1),
        ("Cpus_allowed_list:\t0-3,8,10-11\nMems_allowed:\t1", 7),
        ("Cpus_allowed:\tff\n", nil), ("", nil), ("Cpus_allowed_list:\t3-1", nil),
        ("Cpus_allowed_list:\t0-x", nil), ("Cpus_allowed_list:\t", nil),
    ])
    func `the processors that the scheduler allows are counted`(_ status: String, _ count: Int?) {
        #expect(AvailableProcessors.allowed(by: status) == count)
    }
}
