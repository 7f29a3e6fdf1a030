package import HTTPTypes

/// One operation of an interface: what a router registers and what the OpenAPI document says are
/// made from the same value.
package struct Operation: Sendable {
    /// A value in the path or the query.
    package struct Parameter: Sendable {
        package enum Place: String, Sendable { case path, query }

        package let name: String
        package let place: Place
        package let isRequired: Bool
        package let schema: Schema

        package static func path(_ name: String, _ schema: Schema) -> Parameter {
            Parameter(name: name, place: .path, isRequired: true, schema: schema)
        }

        package static func query(
            _ name: String, isRequired: Bool = false, _ schema: Schema
        ) -> Parameter {
            Parameter(name: name, place: .query, isRequired: isRequired, schema: schema)
        }
    }

    /// What a request carries.
    package struct Body: Sendable {
        package let type: String
        package let schema: Schema

        package init(type: String = "application/json", _ schema: Schema) {
            self.type = type
            self.schema = schema
        }
    }

    /// An answer that is no problem; `type` is nil where there is no body.
    package struct Answer: Sendable {
        package let status: Int
        package let description: String
        package let type: String?
        package let schema: Schema

        package init(
            _ status: Int, _ description: String, type: String? = "application/json",
            _ schema: Schema = .text()
        ) {
            self.status = status
            self.description = description
            self.type = type
            self.schema = schema
        }
    }

    /// A problem that can be the answer; without a code it is that of whichever check refused.
    package struct KnownProblem: Sendable, Hashable {
        package let status: Int
        package let code: String?

        package init(_ status: Int, _ code: String?) {
            self.status = status
            self.code = code
        }
    }

    package let method: HTTPRequest.Method
    /// With parameters in braces, such as `/v1/releases/{id}`.
    package let path: String
    /// `operationId`.
    package let name: String
    package let summary: String
    package let detail: String?
    package let parameters: [Parameter]
    package let body: Body?
    package let answers: [Answer]
    /// Its own; those that every operation can answer with are added.
    package let ownProblems: [KnownProblem]
    /// Headers that answers may have beside `API-Version`, with what they say.
    package let headers: [(name: String, meaning: String)]
    /// The security scheme; nil where anyone may ask.
    package let security: String?

    package init(
        _ method: HTTPRequest.Method, _ path: String, name: String, _ summary: String,
        detail: String? = nil, parameters: [Parameter] = [], body: Body? = nil,
        answers: [Answer], problems: [KnownProblem] = [],
        headers: [(name: String, meaning: String)] = [], security: String? = nil
    ) {
        self.method = method
        self.path = path
        self.name = name
        self.summary = summary
        self.detail = detail
        self.parameters = parameters
        self.body = body
        self.answers = answers
        ownProblems = problems
        self.headers = headers
        self.security = security
    }

    /// Every problem that it can answer with.
    package var problems: [KnownProblem] {
        var all: [KnownProblem] = [
            .init(400, Problem.malformedRequest.code), .init(431, Problem.headersTooLarge.code),
            .init(500, Problem.unforeseen.code), .init(503, Problem.stopping.code),
        ]
        if name != Self.health.name { all.append(.init(503, Problem.overloaded.code)) }
        if body != nil {
            all += [
                .init(400, Problem.malformed("").code), .init(408, Problem.bodyTimeout.code),
                .init(413, Problem.tooLarge(0).code),
                .init(415, Problem.contentType(expected: "").code),
            ]
        }
        return all + ownProblems
    }
}
