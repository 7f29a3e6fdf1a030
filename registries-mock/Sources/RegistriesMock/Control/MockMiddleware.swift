import HTTPTypes
import Hummingbird
import Transport

/// Stands in front of every route of a mock: makes the faults that a tester set, and remembers the
/// request.
struct MockMiddleware: RouterMiddleware {
    typealias Context = AppContext

    /// Thrown into an answer to break its connection off.
    struct BrokenOff: Error {}

    let mock: MockName
    let state: MockState

    func handle(
        _ request: Request, context: AppContext,
        next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do {
            let response = try await answer(request, context: context, next: next)
            record(request, context, status: response.status)
            return response
        } catch {
            record(request, context, status: (error as? any HTTPResponseError)?.status)
            throw error
        }
    }

    private func answer(
        _ request: Request, context: AppContext,
        next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard let fault = state.faults[mock] else { return try await next(request, context) }
        if fault.delay > 0 { try await Task.sleep(for: .milliseconds(fault.delay)) }
        if fault.close { return brokenOff }
        if let status = fault.status {
            return Problem(
                status: .init(code: status), code: "mock-fault", title: "Fault on purpose",
                detail: "expected this: a tester set it"
            ).response()
        }
        if fault.garbage {
            return .document(
                Array("{\"mock\": garbage".utf8), contentType: RegistryExchange.contentType)
        }
        return try await next(request, context)
    }

    /// An answer that promises more than it gives.
    private var brokenOff: Response {
        var headers = HTTPFields()
        headers[.contentType] = RegistryExchange.contentType
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(contentLength: 4096) { writer in
                try await writer.write(ByteBuffer(string: "{\"type\":"))
                throw BrokenOff()
            })
    }

    /// A path without what could be someone's number: nine digits or more in a row.
    static func masked(_ path: String) -> String {
        var masked = ""
        var digits = ""
        for character in path + "/" {
            if character.isNumber {
                digits.append(character)
                continue
            }
            masked += digits.count >= 9 ? "(number)" : digits
            digits = ""
            masked.append(character)
        }
        return String(masked.dropLast())
    }

    private func record(_ request: Request, _ context: AppContext, status: HTTPResponse.Status?) {
        state.record(
            RequestRecord(
                mock: mock, method: request.method.rawValue,
                path: Self.masked(request.uri.path),
                status: (status ?? .internalServerError).code, peer: context.peer?.oin))
    }
}
