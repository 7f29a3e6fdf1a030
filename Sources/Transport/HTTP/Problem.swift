package import Hummingbird
internal import HTTPTypes
package import StrictJSON

/// A refusal as the caller sees it: `application/problem+json` (RFC 9457).
///
/// Thrown from a route it becomes the answer. Detail and members say what was expected: they hold
/// no personal data, no token and nothing of what was sent.
package struct Problem: Error, HTTPResponseError, Sendable, CustomStringConvertible {
    /// The version of the interfaces, on every answer (NL API Design Rules, `API-Version`).
    package static let interfaceVersion = "1.0.0"
    /// The media type of problems.
    package static let contentType = "application/problem+json"

    package let status: HTTPResponse.Status
    /// The stable, machine-readable name of the problem.
    package let code: String
    /// The same for every problem with this code.
    package let title: String
    /// What was expected this time.
    package let detail: String
    /// Headers beside those that every answer has, such as `WWW-Authenticate`.
    package let headers: HTTPFields
    /// Members beside type, title, status, detail and code.
    package let members: JSONObject

    package init(
        status: HTTPResponse.Status, code: String, title: String, detail: String,
        headers: HTTPFields = HTTPFields(), members: JSONObject = JSONObject()
    ) {
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.headers = headers
        self.members = members
    }

    /// The document itself.
    package var json: JSONObject {
        var object: JSONObject = [
            "type": .string("urn:blauweknop:problem:" + code),
            "title": .string(title),
            "status": .integer(Int64(status.code)),
            "detail": .string(detail),
            "code": .string(code),
        ]
        for (name, value) in members where object[name] == nil { object[name] = value }
        return object
    }

    /// The answer, but for the headers that every answer gets.
    package func response() -> Response {
        var fields = headers
        fields[.contentType] = Self.contentType
        let bytes = JSONValue.object(json).bytes()
        return Response(
            status: status, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    package func response(from request: Request, context: some RequestContext) -> Response {
        response()
    }

    package var description: String { "\(status.code) \(code): \(detail)" }
}
