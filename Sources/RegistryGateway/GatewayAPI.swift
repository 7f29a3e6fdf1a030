import BlueButton
import Hummingbird
import StrictJSON
import Transport

/// The gateway's routes (mutual TLS): orders are the service's alone, the health its operator's too.
struct GatewayAPI: Sendable {
    /// The directory's service.
    let service: OIN
    let sources: [OIN: GatewaySource]
    /// What is wrong with the revocation lists, for the health.
    var trustProblem: @Sendable () -> Problem? = { nil }

    func router() -> Router<AppContext> {
        let router = Router(context: AppContext.self)
        router.addHealth(problem: trustProblem)
        router.addDocument(of: GatewayInterface.description)
        router.on(GatewayInterface.holdings) { request, context in
            let source = try source(context)
            let (mandate, token) = try await Self.order(request)
            let statement = try await source.holdings(mandate: mandate, token: token)
            return Response.document(Array(statement.utf8), contentType: "application/jwt")
        }
        router.on(GatewayInterface.attestations) { request, context in
            let source = try source(context)
            let (mandate, token) = try await Self.order(request)
            let attestation = try await source.attestation(mandate: mandate, token: token)
            return Response.json(["attestation": .string(attestation)])
        }
        return router
    }

    /// The source of an order, for the service alone.
    private func source(_ context: AppContext) throws -> GatewaySource {
        guard try context.requirePeer().oin == service.digits else {
            throw Problem(
                status: .forbidden, code: "caller-refused", title: "Caller refused",
                detail: "expected the service that the directory names")
        }
        let oin = try OIN(context.parameters.require("oin"))
        guard let source = sources[oin] else {
            throw Refusal(.sourceUnknown, "expected a source behind this gateway")
        }
        return source
    }

    private static func order(_ request: Request) async throws -> (String, String) {
        try request.requireContentType("application/json")
        let body = try await request.body(upTo: DocumentLimits.body)
        guard let value = try? JSONValue.parse(body, maximumBytes: DocumentLimits.body),
            let mandate = try? JSONReader(value).string("mandate"),
            let token = try? JSONReader(value).string("token")
        else { throw Problem.malformed("expected a JSON object with 'mandate' and 'token'") }
        return (mandate, token)
    }
}
