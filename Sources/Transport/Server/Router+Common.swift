package import Hummingbird
internal import StrictJSON

/// How every program that serves tells whether it can.
extension RouterMethods where Context == AppContext {
    /// `GET /v1/health`: 200 `{"status":"ok"}`, or a 503 problem while the check says no.
    @discardableResult
    package func addHealth(
        _ isHealthy: @escaping @Sendable () async throws -> Bool = { true }
    ) -> Self {
        on(.health) { _, _ -> Response in
            guard try await isHealthy() else {
                throw Problem(
                    status: .serviceUnavailable, code: "unhealthy", title: "Service unavailable",
                    detail: "expected everything that this server needs to work")
            }
            return .json(["status": "ok"])
        }
    }

    /// `GET /v1/health`: 200 `{"status":"ok"}`, or the problem that is found.
    @discardableResult
    package func addHealth(
        problem: @escaping @Sendable () -> Problem?,
        _ isHealthy: @escaping @Sendable () async -> Bool = { true }
    ) -> Self {
        addHealth {
            if let problem = problem() { throw problem }
            return await isHealthy()
        }
    }
}
