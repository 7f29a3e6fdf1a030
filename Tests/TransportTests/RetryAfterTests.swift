import Hummingbird
import StrictJSON
import Synchronization
import Testing

@testable import Transport

/// What a caller does when a server has too much to do.
@Suite struct RetryAfterTests {
    @Test func `who is sent away by a busy server comes back, and is answered`() async throws {
        let asked = Mutex(0)
        let router = Router(context: AppContext.self)
        router.get("/v1/busy") { _, _ in
            let count = asked.withLock { count in
                count += 1
                return count
            }
            return count == 1 ? Problem.overloaded.response() : Response.json([:])
        }
        let organisations = try Organisations.shared.get()
        let server = HTTPServer(
            name: "busy", router: router, address: .anyLoopback, tls: organisations.server,
            clients: .none, logger: TestServer.quiet)
        try await ServerGroup.whileRunning([server], logger: TestServer.quiet) { ports in
            let client = try OrganisationClient(identity: nil)
            let reply = try await RetryAfter.heed(until: .ample) {
                () async throws(TransportError) -> HTTPReply in
                try await client.get(
                    "https://127.0.0.1:\(ports[0])/v1/busy", peer: organisations.decision(),
                    maximumBytes: 4096, deadline: .ample)
            }
            #expect(reply.status == 200)
            await client.shutdown()
        }
        #expect(asked.withLock { $0 } == 2)
    }

    @Test(
        arguments: [
            (503, nil, 20), (503, "soon", 20), (503, "-1", 20), (503, "0", 20), (503, "61", 20),
            (503, "Mon, 23 Nov 2026 12:00:00 GMT", 20), (502, "1", 20), (429, "1", 20),
            (200, "1", 20), (503, "30", 20), (503, "1", 0),
        ] as [(Int, String?, Int)])
    func `an answer that does not say when, or says too late, is the answer`(
        status: Int, header: String?, seconds: Int
    ) async throws {
        let asked = Mutex(0)
        let headers = HeaderList(header.map { [("Retry-After", $0)] } ?? [])
        let reply = try await RetryAfter.heed(until: .now + .seconds(seconds)) {
            () async throws(TransportError) -> HTTPReply in
            asked.withLock { $0 += 1 }
            return HTTPReply(status: status, headers: headers, body: [])
        }
        #expect(reply.status == status)
        #expect(asked.withLock { $0 } == 1)
    }

    @Test func `who no longer waits is not kept`() async throws {
        let call = Task {
            try await RetryAfter.heed(until: .now + .seconds(100)) {
                () async throws(TransportError) -> HTTPReply in
                HTTPReply(
                    status: 503, headers: HeaderList([("Retry-After", "60")]), body: [])
            }
        }
        call.cancel()
        let error = await #expect(throws: TransportError.self) { _ = try await call.value }
        #expect(error?.code == .cancelled)
    }
}
