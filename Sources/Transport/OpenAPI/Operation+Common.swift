package import Hummingbird
internal import HTTPTypes
internal import StrictJSON

/// The two operations that every interface of ours has, and how routers take operations.
extension Operation {
    /// `GET /v1/health`.
    package static let health = Operation(
        .get, "/v1/health", name: "getHealth", "Whether the program can work.",
        answers: [.init(200, "It can.", .object(["status": .oneOf(["ok"])]))],
        problems: [.init(503, "unhealthy"), .init(503, "revocation-unknown")])

    /// `GET /v1/openapi.json`.
    package static let document = Operation(
        .get, "/v1/openapi.json", name: "getDocument", "This document.",
        answers: [.init(200, "This document.", Schema(["type": "object"]))],
        headers: [("Access-Control-Allow-Origin", "Any page may read this document.")])
}

extension RouterMethods where Context == AppContext {
    /// Registers an operation at its own method and path.
    @discardableResult
    package func on(
        _ operation: Operation,
        use answer: @escaping @Sendable (Request, AppContext) async throws -> Response
    ) -> Self {
        on(RouterPath(operation.path), method: operation.method, use: answer)
    }

    /// `GET /v1/openapi.json`: the description of the interface, for pages of any origin (NL API
    /// Design Rules, `/core/publish-openapi`).
    @discardableResult
    package func addDocument(of interface: InterfaceDescription) -> Self {
        let bytes = interface.document.bytes()
        var headers = HTTPFields()
        headers[.accessControlAllowOrigin] = "*"
        return on(.document) { [headers] _, _ in
            .document(bytes, contentType: "application/json", headers: headers)
        }
    }
}
