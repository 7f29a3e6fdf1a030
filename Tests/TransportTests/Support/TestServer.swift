import Hummingbird
import HTTPTypes
import Logging
import StrictJSON
import Synchronization

@testable import Transport

/// The server that most tests ask, and a quiet logger.
enum TestServer {
    static let quiet: Logger = {
        var logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
        logger.logLevel = .critical
        return logger
    }()

    struct Secret: Error, CustomStringConvertible {
        let description = "the secret of this error"
    }

    struct Known: Error {}

    /// Routes for everything that the tests need.
    static func router() -> Router<AppContext> {
        let router = Router(context: AppContext.self)
        router.addHealth()
        router.addDocument(
            of: InterfaceDescription(title: "Tests", summary: "For tests.", operations: []))
        router.get("/v1/peer") { _, context in
            try Response.json(["oin": .string(context.requirePeer().oin)])
        }
        router.post("/v1/echo") { request, context in
            try request.requireContentType("text/plain")
            return try await Response.document(request.body(context), contentType: "text/plain")
        }
        router.post("/v1/hurried") { request, _ in
            let body = try await request.body(upTo: 100, within: .milliseconds(200))
            return Response.document(body, contentType: "text/plain")
        }
        router.post("/v1/form") { request, _ in
            let fields = try await request.form(upTo: 100)
            return Response.json(.array(fields.map { .string($0.0) }))
        }
        router.get("/v1/query") { request, _ in
            try Response.json(.array(request.query().map { .string($0.1) }))
        }
        router.get("/v1/secret") { _, _ -> Response in throw Secret() }
        router.get("/v1/known") { _, _ -> Response in throw Known() }
        router.get("/v1/problem") { _, _ -> Response in
            throw Problem(
                status: .conflict, code: "example", title: "Example", detail: "expected another",
                members: ["extra": 7])
        }
        router.get("/v1/bare") { _, _ in Response(status: .forbidden) }
        router.get("/v1/remote") { _, context in
            Response.json(["address": .string(context.remoteAddress ?? "-")])
        }
        router.get("/v1/cached") { _, _ in
            Response.document(
                [], contentType: "text/plain", headers: [.cacheControl: "max-age=60"])
        }
        router.get("/v1/large/{bytes}") { _, context in
            let count = try context.parameters.require("bytes", as: Int.self)
            return Response.document(
                [UInt8](repeating: 0x61, count: count), contentType: "text/plain")
        }
        router.get("/v1/slow") { _, _ in
            try await Task.sleep(for: .seconds(30))
            return Response.json([:])
        }
        return router
    }

    /// Runs one server and hands its port to the body.
    static func whileRunning<Value: Sendable>(
        tls: TLSIdentity? = nil, clients: ClientAuthentication = .none,
        limits: ServerLimits = ServerLimits(),
        _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> Value {
        let server = HTTPServer(
            name: "test", router: router(), address: .anyLoopback, tls: tls, clients: clients,
            limits: limits, logger: quiet,
            problems: { error in
                error is Known
                    ? Problem(
                        status: .unprocessableContent, code: "known", title: "Known",
                        detail: "expected this error to be mapped") : nil
            })
        return try await ServerGroup.whileRunning(
            [server], grace: .milliseconds(200), logger: quiet
        ) { ports in try await body(ports[0]) }
    }
}

extension ContinuousClock.Instant {
    /// A deadline that no test should reach.
    static var ample: Self { .now + .seconds(20) }
}

extension HTTPReply {
    /// The member `code` of a problem.
    var problemCode: String? {
        guard mediaType == "application/problem+json",
            let value = try? JSONValue.parse(body, maximumBytes: 10_000)
        else { return nil }
        return value.objectValue?["code"]?.stringValue
    }

    var text: String { String(decoding: body, as: UTF8.self) }
}
