import HTTPTypes
import Hummingbird
import Transport

/// Answers only requests that name this machine itself.
///
/// The back office without TLS trusts whoever is on this machine. A page in a browser here is not
/// that: it could reach the port under a name of its own (DNS rebinding), which this refuses.
struct LoopbackHostMiddleware: RouterMiddleware {
    typealias Context = AppContext

    func handle(
        _ request: Request, context: AppContext,
        next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard Self.accepts(request.head.authority) else {
            throw Problem(
                status: .forbidden, code: "host-refused", title: "Not allowed",
                detail: "expected a request to this machine by its own name")
        }
        return try await next(request, context)
    }

    /// Whether a request names this machine: by its loopback name or address.
    static func accepts(_ authority: String?) -> Bool {
        guard let authority, !authority.contains("/"),
            let address = try? WebAddress("http://\(authority)/")
        else { return false }
        return address.isLoopback
    }
}
