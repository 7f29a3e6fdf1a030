internal import HTTPTypes
internal import StrictJSON

/// An operation as it stands in an OpenAPI document.
struct OperationJSON {
    private let operation: Operation

    init(_ operation: Operation) {
        self.operation = operation
    }

    var json: JSONValue {
        var json: JSONObject = [
            "operationId": .string(operation.name), "summary": .string(operation.summary),
        ]
        if let detail = operation.detail { json["description"] = .string(detail) }
        if let security = operation.security { json["security"] = [[security: []]] }
        if !operation.parameters.isEmpty {
            json["parameters"] = .array(operation.parameters.map(Self.parameter))
        }
        if let body = operation.body {
            json["requestBody"] = [
                "required": true, "content": [body.type: ["schema": .object(body.schema.json)]],
            ]
        }
        json["responses"] = .object(responses)
        return .object(json)
    }

    private static func parameter(_ parameter: Operation.Parameter) -> JSONValue {
        [
            "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
            "required": .bool(parameter.isRequired), "schema": .object(parameter.schema.json),
        ]
    }

    private var responses: JSONObject {
        let statuses = Set(operation.answers.map(\.status) + operation.problems.map(\.status))
        var responses = JSONObject()
        for status in statuses.sorted() { responses["\(status)"] = response(status) }
        return responses
    }

    private func response(_ status: Int) -> JSONValue {
        var words: [String] = []
        var content = JSONObject()
        for answer in operation.answers where answer.status == status {
            words.append(answer.description)
            if let type = answer.type {
                content[type] = ["schema": .object(answer.schema.json)]
            }
        }
        let problems = operation.problems.filter { $0.status == status }
        if !problems.isEmpty {
            let codes = Set(problems.compactMap(\.code)).sorted()
            var told = codes.map { "`\($0)`" }
            let isOpen = problems.contains { $0.code == nil }
            if isOpen { told.append("the code of the check that refused") }
            words.append(told.joined(separator: ", "))
            content[Problem.contentType] = [
                "schema": [
                    "allOf": [
                        ["$ref": "#/components/schemas/Problem"],
                        [
                            "properties": [
                                "status": ["const": .integer(Int64(status))],
                                "code": isOpen
                                    ? ["pattern": "^[a-z0-9-]+$"]
                                    : ["enum": .array(codes.map { .string($0) })],
                            ]
                        ],
                    ]
                ]
            ]
        }
        var headers: JSONObject = ["API-Version": ["$ref": "#/components/headers/API-Version"]]
        for header in operation.headers {
            headers[header.name] = [
                "description": .string(header.meaning), "schema": ["type": "string"],
            ]
        }
        var json: JSONObject = [
            "description": .string(words.joined(separator: "; ")), "headers": .object(headers),
        ]
        if !content.isEmpty { json["content"] = .object(content) }
        return .object(json)
    }

    /// RFC 9457, with the stable code.
    static let problem = Schema.object([
        "type": .text("A URN that ends in the code.", pattern: "^urn:blauweknop:problem:"),
        "title": .text("The same for every problem with this code."),
        "status": .number("The status of the answer.", in: 400...599),
        "detail": .text("What was expected; nothing of what was sent."),
        "code": .text("The stable name that programs decide by.", pattern: "^[a-z0-9-]+$"),
    ])

    static let versionHeader: JSONValue = [
        "description": "The version of this interface.", "required": true,
        "schema": ["const": .string(Problem.interfaceVersion)],
    ]
}
