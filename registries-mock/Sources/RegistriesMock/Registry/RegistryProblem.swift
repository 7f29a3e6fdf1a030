import HTTPTypes
import Hummingbird
import StrictJSON
import Transport

/// A refusal as the registries write it: RFC 7807 in Dutch, with `code`, `instance` and, for wrong
/// parameters, all of them at once in `invalidParams`. It never repeats a value.
struct RegistryProblem: Error {
    /// One wrong parameter.
    struct Parameter: Equatable {
        let code: String
        let name: String
        let reason: String

        static func required(_ name: String) -> Parameter {
            Parameter(code: "required", name: name, reason: "Parameter is verplicht.")
        }

        static func notArray(_ name: String) -> Parameter {
            Parameter(code: "array", name: name, reason: "Parameter is geen array.")
        }

        static func tooFew(_ name: String) -> Parameter {
            Parameter(code: "minItems", name: name, reason: "Array bevat minder dan 1 items.")
        }

        static func tooMany(_ name: String, _ count: Int) -> Parameter {
            Parameter(
                code: "maxItems", name: name, reason: "Array bevat meer dan \(count) items.")
        }

        static func pattern(_ name: String, _ pattern: String) -> Parameter {
            Parameter(
                code: "pattern", name: name, reason: "Waarde voldoet niet aan patroon \(pattern).")
        }

        /// A parameter that there is not; its name is repeated only where it looks like one.
        static func unknown(_ name: String) -> Parameter {
            let isName =
                name.utf8.count <= 30
                && name.utf8.allSatisfy {
                    (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                } && !name.isEmpty
            return Parameter(
                code: "unknownParam", name: isName ? name : "onbekend",
                reason: "Parameter is niet verwacht.")
        }
    }

    let status: HTTPResponse.Status
    let section: String
    let title: String
    let detail: String
    let code: String
    var parameters: [Parameter] = []

    static func wrong(_ parameters: [Parameter]) -> RegistryProblem {
        let names = parameters.map(\.name).joined(separator: ", ")
        return RegistryProblem(
            status: .badRequest, section: "6.5.1",
            title: "Een of meerdere parameters zijn niet correct.",
            detail: "De foutieve parameter(s) zijn: \(names).", code: "paramsValidation",
            parameters: parameters)
    }

    static let notJSON = RegistryProblem(
        status: .badRequest, section: "6.5.1",
        title: "Een of meerdere parameters zijn niet correct.",
        detail: "De inhoud van het bericht is geen geldig JSON object.", code: "paramsValidation")

    static let mediaType = RegistryProblem(
        status: .unsupportedMediaType, section: "6.5.13",
        title: "Media Type wordt niet ondersteund.",
        detail: "Ondersteunde content type: application/json; charset=utf-8.",
        code: "unsupportedMediaType")

    static let notAcceptable = RegistryProblem(
        status: .notAcceptable, section: "6.5.6",
        title: "Gevraagde content type wordt niet ondersteund.",
        detail: "Ondersteunde content type: application/json; charset=utf-8.",
        code: "notAcceptable")

    /// The answer, with the path of the request as `instance`.
    func response(instance: String, version: String) -> Response {
        var object: JSONObject = [
            "type": .string("https://datatracker.ietf.org/doc/html/rfc7231#section-\(section)"),
            "title": .string(title), "status": .integer(Int64(status.code)),
            "detail": .string(detail), "instance": .string(instance), "code": .string(code),
        ]
        if !parameters.isEmpty {
            object["invalidParams"] = .array(
                parameters.map { parameter in
                    [
                        "name": .string(parameter.name), "code": .string(parameter.code),
                        "reason": .string(parameter.reason),
                    ]
                })
        }
        return .document(
            JSONValue.object(object).bytes(), contentType: "application/problem+json",
            status: status, headers: RegistryExchange.headers(version: version))
    }
}
