import BlueButton
import Hummingbird
import OpenSSL
import Sovereignty
import StrictJSON
import Transport

/// The routes for the corporation's own people and programs.
struct BackOfficeAPI: Sendable {
    /// How many rows a list has at most.
    static let listLimit = 1000

    let requests: RequestDesk
    let applications: ApplicationDesk
    let confirmations: ConfirmationDesk
    let archive: PackageArchive
    let store: ReceiverStore
    /// What is wrong with the revocation lists, for the health.
    var trustProblem: @Sendable () -> Problem? = { nil }

    /// - Parameter isPlain: whether it is served without TLS, to this machine alone.
    func router(isPlain: Bool) -> Router<AppContext> {
        let router = Router(context: AppContext.self)
        if isPlain { router.add(middleware: LoopbackHostMiddleware()) }
        router.addHealth(problem: trustProblem) { [store] in
            (try? await store.highestDirectoryVersion()) != nil
        }
        router.addDocument(of: BackOfficeInterface.description)
        addRequests(to: router)
        addApplications(to: router)
        addConfirmations(to: router)
        addPackages(to: router)
        addExports(to: router)
        return router
    }

    private func addRequests(to router: Router<AppContext>) {
        router.on(BackOfficeInterface.createRequest) { request, _ in
            try await make(RequestOrder(Self.order(request)))
        }
        router.on(BackOfficeInterface.requests) { _, _ in
            let stored = try await store.requests(limit: Self.listLimit)
            let rows = stored.map { ReceiverJSON.request($0, link: requests.link(to: $0.code)) }
            return Response.json(["requests": .array(rows)])
        }
    }

    private func make(_ order: RequestOrder) async throws -> Response {
        let (stored, link) = try await requests.make(
            template: order.template, taxYear: order.taxYear, household: order.household,
            reference: order.reference)
        return Response.json(
            [
                "id": stored.code.json, "link": .string(link.text),
                "expires": .integer(stored.expires.seconds),
            ], status: .created)
    }

    /// For a web front of the corporation's own, whose session started the request.
    private func addConfirmations(to router: Router<AppContext>) {
        router.on(BackOfficeInterface.confirm) { request, _ in
            let order = try await Self.order(request)
            try order.close(["response_code", "confirm", "request"])
            let package = try await confirmations.confirm(
                code: try order.string("response_code"), bits: try order.string("confirm"),
                request: try order.optionalString("request"))
            return Response.json(
                .object(
                    ReceiverJSON.package(
                        package, request: try await archive.request(of: package))))
        }
    }

    static func order(_ request: Request) async throws -> JSONReader {
        try request.requireContentType("application/json")
        let body = try await request.body(upTo: DocumentLimits.body)
        guard let value = try? JSONValue.parse(body, maximumBytes: DocumentLimits.body) else {
            throw Problem.malformed("expected a JSON object")
        }
        return JSONReader(value)
    }

    private func addPackages(to router: Router<AppContext>) {
        router.on(BackOfficeInterface.packages) { _, _ in
            let stored = try await store.packages(limit: Self.listLimit)
            var rows: [JSONValue] = []
            for package in stored {
                rows.append(
                    .object(
                        ReceiverJSON.package(
                            package, request: try await archive.request(of: package))))
            }
            return Response.json(["packages": .array(rows)])
        }
        router.on(BackOfficeInterface.package) { _, context in
            let package = try await archive.package(context.parameters.require("id"))
            var json = ReceiverJSON.package(
                package, request: try await archive.request(of: package))
            json["claims"] = .array(
                try await store.claims(of: package.consentID).map(ReceiverJSON.claim))
            return Response.json(.object(json))
        }
        router.on(BackOfficeInterface.evidence) { _, context in
            let package = try await archive.package(context.parameters.require("id"))
            return Response.json(try await archive.evidence(of: package))
        }
    }
}

/// What the body of `POST …/requests` orders.
private struct RequestOrder {
    let template: String
    let taxYear: Int64
    let household: String?
    let reference: String

    init(_ order: JSONReader) throws {
        try order.close(["template", "tax_year", "household", "reference"])
        template = try order.string("template")
        taxYear = try order.integer("tax_year")
        household = try order.optionalString("household")
        reference = try order.string("reference")
    }
}
