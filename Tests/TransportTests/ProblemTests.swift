import HTTPTypes
import Hummingbird
import OpenSSL
import StrictJSON
import Testing

@testable import Transport

/// What callers see of refusals and errors.
@Suite struct ProblemTests {
    let organisations: Organisations

    init() throws {
        organisations = try Organisations.shared.get()
    }

    private func ask(
        _ path: String, post body: String? = nil, type: String = "text/plain"
    ) async throws -> HTTPReply {
        let organisations = organisations
        return try await TestServer.whileRunning(tls: organisations.server) { port in
            let client = try OrganisationClient(identity: nil)
            let url = "https://127.0.0.1:\(port)\(path)"
            let peer = organisations.decision()
            let reply =
                if let body {
                    try await client.post(
                        url, headers: [("Content-Type", type)], body: Array(body.utf8), peer: peer,
                        maximumBytes: 10_000, deadline: .ample)
                } else {
                    try await client.get(url, peer: peer, maximumBytes: 10_000, deadline: .ample)
                }
            await client.shutdown()
            return reply
        }
    }

    @Test(arguments: [
        "/", "/v1", "/v1/nowhere", "/v1/health/more", "/v2/health", "//v1//nowhere",
        "/v1/health/", "/v1//health", "//", "/v1/large/12/",
    ])
    func `an unknown path is a 404`(path: String) async throws {
        let reply = try await ask(path)
        #expect(reply.status == 404)
        #expect(reply.problemCode == "not-found")
    }

    @Test func `a known path with another method is a 405 that names the right one`() async throws {
        let reply = try await ask("/v1/health", post: "")
        #expect(reply.status == 405)
        #expect(reply.problemCode == "method-not-allowed")
        #expect(reply.headers["allow"] == "GET")
        let open = try await ask("/v1/large/12", post: "")
        #expect(open.headers["ALLOW"] == "GET")
    }

    @Test func `an uncaught error is a 500 that tells nothing`() async throws {
        let reply = try await ask("/v1/secret")
        #expect(reply.status == 500)
        #expect(reply.problemCode == "internal")
        #expect(!reply.text.contains("secret"))
    }

    @Test func `an error that the program maps is its problem`() async throws {
        let reply = try await ask("/v1/known")
        #expect(reply.status == 422)
        #expect(reply.problemCode == "known")
    }

    @Test func `a problem has its members, its type and its status`() async throws {
        let reply = try await ask("/v1/problem")
        #expect(reply.status == 409)
        #expect(
            reply.text
                == #"{"type":"urn:blauweknop:problem:example","title":"Example","status":409,"#
                + #""detail":"expected another","code":"example","extra":7}"#)
    }

    @Test func `a member cannot replace one of the standard's`() {
        let problem = Problem(
            status: .conflict, code: "example", title: "t", detail: "d",
            members: ["status": 200, "code": "other"])
        #expect(problem.json["status"] == 409)
        #expect(problem.json["code"] == "example")
    }

    @Test func `a bare status becomes a problem`() async throws {
        let reply = try await ask("/v1/bare")
        #expect(reply.status == 403)
        #expect(reply.problemCode == "http-403")
    }

    @Test func `a parameter that is none is a 400`() async throws {
        let reply = try await ask("/v1/large/many")
        #expect(reply.status == 400)
        #expect(reply.problemCode == "http-400")
    }

    @Test(arguments: ["application/json", "text/html", "text", ""])
    func `a body of another type is a 415`(type: String) async throws {
        let reply = try await ask("/v1/echo", post: "hello", type: type)
        #expect(reply.status == 415)
        #expect(reply.problemCode == "content-type")
    }

    @Test(arguments: ["text/plain", "Text/Plain; charset=utf-8", "text/plain;charset=utf-8"])
    func `a body of the right type is read`(type: String) async throws {
        let reply = try await ask("/v1/echo", post: "hello", type: type)
        #expect(reply.status == 200)
        #expect(reply.text == "hello")
    }

    @Test func `a form that names a field twice is a 400`() async throws {
        let type = "application/x-www-form-urlencoded"
        let good = try await ask("/v1/form", post: "a=1&b=2", type: type)
        #expect(good.text == #"["a","b"]"#)
        let bad = try await ask("/v1/form", post: "a=1&a=2", type: type)
        #expect(bad.status == 400)
        #expect(bad.problemCode == "malformed")
        let other = try await ask("/v1/form", post: "a=1")
        #expect(other.problemCode == "content-type")
    }

    @Test func `a query is read as strictly as a form`() async throws {
        #expect(try await ask("/v1/query?a=%C3%A9n&b=2+3").text == #"["én","2 3"]"#)
        #expect(try await ask("/v1/query").text == "[]")
        #expect(try await ask("/v1/query?a=1&a=2").problemCode == "malformed")
    }

    @Test func `a request without a peer has none to name`() async throws {
        let reply = try await ask("/v1/peer")
        #expect(reply.status == 401)
        #expect(reply.problemCode == "peer-unknown")
    }

    @Test(arguments: ["/v1/health", "/v1/nowhere", "/v1/secret", "/v1/problem", "/v1/bare"])
    func `every answer has the headers of the surface`(path: String) async throws {
        let reply = try await ask(path)
        #expect(reply.headers["API-Version"] == "1.0.0")
        #expect(reply.headers["Cache-Control"] == "no-store")
        #expect(
            reply.headers["Content-Security-Policy"]
                == "default-src 'none'; frame-ancestors 'none'")
        #expect(reply.headers["X-Content-Type-Options"] == "nosniff")
        #expect(reply.headers["X-Frame-Options"] == "DENY")
        #expect(reply.headers["Strict-Transport-Security"] == "max-age=31536000")
        #expect(reply.headers["Access-Control-Allow-Origin"] == nil)
        #expect(reply.headers["Server"] == nil)
    }

    @Test func `a route may say how long its answer is kept`() async throws {
        #expect(try await ask("/v1/cached").headers["cache-control"] == "max-age=60")
    }

    @Test func `a server that lacks what it needs says so`() async throws {
        let organisations = organisations
        let router = Router(context: AppContext.self)
        router.addHealth { false }
        let server = HTTPServer(
            name: "ill", router: router, address: .anyLoopback, tls: organisations.server,
            clients: .none, logger: TestServer.quiet)
        try await ServerGroup.whileRunning(
            [server], grace: .milliseconds(200), logger: TestServer.quiet
        ) { ports in
            let client = try OrganisationClient(identity: nil)
            let reply = try await client.get(
                "https://127.0.0.1:\(ports[0])/v1/health", peer: organisations.decision(),
                maximumBytes: 10_000, deadline: .ample)
            await client.shutdown()
            #expect(reply.status == 503 && reply.problemCode == "unhealthy")
        }
    }

    @Test func `a body that a stop cuts off is told to come back, others that they are wrong`() {
        let stopped = Request.problem(for: CancellationError())
        #expect(stopped.status == .serviceUnavailable && stopped.code == "stopping")
        #expect(Request.problem(for: BodyTimePassed()).code == "body-timeout")
        #expect(Request.problem(for: TestServer.Secret()).code == "malformed-request")
    }

    @Test func `health and the interface's description are served`() async throws {
        let health = try await ask("/v1/health")
        #expect(health.status == 200)
        #expect(health.text == #"{"status":"ok"}"#)
        let description = try await ask("/v1/openapi.json")
        #expect(description.mediaType == "application/json")
        #expect(description.text.hasPrefix(#"{"openapi":"3.1.0","info":{"title":"Tests""#))
        #expect(description.headers["Access-Control-Allow-Origin"] == "*")
    }
}
