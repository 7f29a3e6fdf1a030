internal import HTTPTypes
internal import Hummingbird

/// The problems that belong to HTTP itself and not to one program.
extension Problem {
    /// 404 for a path that no route has.
    package static let unknownPath = Problem(
        status: .notFound, code: "not-found", title: "Not found",
        detail: "expected a path that this server knows")

    /// 405 with `Allow` for a known path with another method.
    package static func method(allowed: [String]) -> Problem {
        var headers = HTTPFields()
        headers[.allow] = allowed.joined(separator: ", ")
        return Problem(
            status: .methodNotAllowed, code: "method-not-allowed", title: "Method not allowed",
            detail: "expected one of the methods in Allow", headers: headers)
    }

    /// 408 for a body that did not arrive in time.
    package static let bodyTimeout = Problem(
        status: .requestTimeout, code: "body-timeout", title: "Request timeout",
        detail: "expected the whole body within its time")

    /// 413 for a body over its bound.
    package static func tooLarge(_ bytes: Int) -> Problem {
        Problem(
            status: .contentTooLarge, code: "too-large", title: "Content too large",
            detail: "expected a body of at most \(bytes) bytes")
    }

    /// 415 for another media type.
    package static func contentType(expected: String) -> Problem {
        Problem(
            status: .unsupportedMediaType, code: "content-type", title: "Unsupported media type",
            detail: "expected a body of the type \(expected)")
    }

    /// 431 for headers over their bound.
    package static let headersTooLarge = Problem(
        status: .requestHeaderFieldsTooLarge, code: "headers-too-large",
        title: "Request header fields too large", detail: "expected fewer or shorter headers")

    /// 400 for what is not HTTP/1.1, or ends in its middle.
    package static let malformedRequest = Problem(
        status: .badRequest, code: "malformed-request", title: "Bad request",
        detail: "expected a complete HTTP/1.1 request")

    /// 400 for a body, a query or a document that breaks its own syntax.
    package static func malformed(_ detail: String) -> Problem {
        Problem(status: .badRequest, code: "malformed", title: "Bad request", detail: detail)
    }

    /// 500 for an error that no one foresaw; says nothing of it.
    package static let unforeseen = Problem(
        status: .internalServerError, code: "internal", title: "Internal error",
        detail: "expected no error here; nothing more is told")

    /// 503 for a server that is going down.
    package static let stopping = Problem(
        status: .serviceUnavailable, code: "stopping", title: "Service unavailable",
        detail: "expected a server that is not shutting down")

    /// 503 for a server that has more to do than it can answer in time.
    package static let overloaded = Problem(
        status: .serviceUnavailable, code: "overloaded", title: "Service unavailable",
        detail: "expected fewer requests at once: try again after the seconds in Retry-After",
        headers: [.retryAfter: "2"])

    /// The problem for a bare status that a route or Hummingbird answered with.
    static func bare(_ status: HTTPResponse.Status, headers: HTTPFields) -> Problem {
        var headers = headers
        headers[.contentLength] = nil
        return Problem(
            status: status, code: "http-\(status.code)", title: status.reasonPhrase,
            detail: "expected a request that this server answers otherwise", headers: headers)
    }
}
