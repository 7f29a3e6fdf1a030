internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// The outside of every server: what a router answers or throws becomes an answer with our headers.
///
/// Unknown paths, wrong methods, bare statuses and uncaught errors become problems. The log gets
/// the method, the route's pattern, the status and the peer's OIN: no body, no query, no header value,
/// no identifier from a path.
struct SurfaceResponder: HTTPResponder {
    typealias Context = AppContext

    let routes: LiveRoutes
    let isSecure: Bool
    let shedding: LoadShedding
    let problems: @Sendable (any Error) -> Problem?

    /// Writes the answer to a request. What it throws closes the connection.
    func answer(
        _ request: Request, on channel: any Channel, logger: Logger,
        to writer: consuming ResponseWriter
    ) async throws {
        var logger = logger
        // Ties the lines of one request together; it costs too much for lines that no one writes.
        if logger.logLevel <= .debug {
            logger[metadataKey: "request"] = .stringConvertible(RequestID())
        }
        let context = AppContext(source: .init(channel: channel, logger: logger))
        let response = await respond(to: request, context: context)
        do {
            try await writer.write(response: response.head, body: response.body)
        } catch is HTTPParserError {
            // Passed on, it would be answered a second time.
            throw ChannelError.eof
        }
    }

    func respond(to request: Request, context: AppContext) async -> Response {
        let started = ContinuousClock.now
        let routes = routes.current
        var response: Response
        // How it is doing a server says also when it is doing badly.
        let isHealth = request.uri.path == "/v1/health"
        guard isHealth || shedding.admit() else {
            response = Problem.overloaded.response()
            addHeaders(&response)
            return response
        }
        defer { if !isHealth { shedding.ended() } }
        do {
            guard Self.isExact(request.uri.path) else { throw Problem.unknownPath }
            response = try await routes.router.respond(to: request, context: context)
            if response.status.code >= 400, response.body.contentLength == 0,
                !response.headers.contains(.contentType), request.method != .head
            {
                response = bare(response, request, context, routes.table)
            }
        } catch {
            response = problem(for: error, context).response()
        }
        addHeaders(&response)
        context.logger.debug(
            "answered",
            metadata: [
                "method": .string(request.method.rawValue),
                "route": .string(context.endpointPath ?? "-"),
                "status": .stringConvertible(response.status.code),
                "peer": .string(context.peer?.oin ?? "-"),
                "took": .stringConvertible(ContinuousClock.now - started),
            ])
        return response
    }

    /// Whether a path has no empty segment: a router would pass over it, and an address has one
    /// way to be written (NL API Design Rules, `/core/no-trailing-slash`).
    private static func isExact(_ path: String) -> Bool {
        path == "/" || !(path.hasSuffix("/") || path.contains("//"))
    }

    private func bare(
        _ response: Response, _ request: Request, _ context: AppContext, _ routes: RouteTable
    ) -> Response {
        guard response.status == .notFound, context.endpointPath == "NotFound" else {
            return Problem.bare(response.status, headers: response.headers).response()
        }
        let methods = routes.methods(for: request.uri.path)
        return (methods.isEmpty ? Problem.unknownPath : .method(allowed: methods)).response()
    }

    private func problem(for error: any Error, _ context: AppContext) -> Problem {
        if let problem = error as? Problem ?? problems(error) { return problem }
        switch error {
        case is BodyTimePassed, is HTTPParserError, is CancellationError:
            return Request.problem(for: error)
        default:
            // The type alone: the text of an unforeseen error may hold anything.
            context.logger.error(
                "uncaught error",
                metadata: [
                    "type": .string(String(reflecting: type(of: error))),
                    "route": .string(context.endpointPath ?? "-"),
                ])
            return .unforeseen
        }
    }

    private func addHeaders(_ response: inout Response) {
        response.headers.reserveCapacity(response.headers.count + Surface.fields.count + 2)
        for field in Surface.fields where !response.headers.contains(field.name) {
            response.headers.append(field)
        }
        if !response.headers.contains(.date) {
            response.headers.append(HTTPField(name: .date, value: DateHeader.text()))
        }
        if isSecure { response.headers.append(Surface.strictTransport) }
    }
}

/// The headers that every answer has unless its route sets them.
enum Surface {
    static let fields: [HTTPField] =
        named.compactMap { name, value in
            HTTPField.Name(name).map { HTTPField(name: $0, value: value) }
        }

    static let strictTransport = HTTPField(
        name: .strictTransportSecurity, value: "max-age=31536000")

    static let named: [(String, String)] = [
        ("API-Version", Problem.interfaceVersion),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
    ]
}
