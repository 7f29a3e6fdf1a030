import HTTPTypes
import Hummingbird
import MockPersons
import OpenSSL
import StrictJSON
import Transport

/// What the interfaces of the registries have in common: JSON in UTF-8 both ways.
enum RegistryExchange {
    static let contentType = "application/json; charset=utf-8"

    /// The version of the interface, which is the registry's and not that of this program.
    static func headers(version: String) -> HTTPFields {
        var fields = HTTPFields()
        if let name = HTTPField.Name("API-Version") { fields[name] = version }
        return fields
    }

    /// The day by which ages are counted.
    static func today(_ now: UnixTime) -> PartialDate {
        PartialDate(String(now.description.prefix(10).filter { $0 != "-" })) ?? .unknown
    }

    /// `GET` of an interface's OpenAPI document, where there is one.
    static func addDocument(
        _ document: [UInt8]?, at path: String, version: String, to router: Router<AppContext>
    ) {
        guard let document else { return }
        router.get(RouterPath(path)) { _, _ -> Response in
            .document(document, contentType: contentType, headers: headers(version: version))
        }
    }

    /// The body as a JSON object; an absent or empty `Content-Type` counts as JSON.
    ///
    /// - Throws: `RegistryProblem` for what is no JSON object of ours, `Problem` for a body that is
    ///   too large or too slow.
    static func object(_ request: Request, _ context: AppContext) async throws -> JSONObject {
        let sent = request.headers[.contentType] ?? ""
        guard sent.isEmpty || isJSON(sent, wildcard: false) else {
            throw RegistryProblem.mediaType
        }
        let accepted = request.headers[.accept] ?? ""
        guard
            accepted.isEmpty
                || accepted.split(separator: ",").contains(where: {
                    isJSON(String($0), wildcard: true)
                })
        else { throw RegistryProblem.notAcceptable }
        let bytes = try await request.body(upTo: 64 * 1024)
        guard let value = try? JSONValue.parse(bytes, maximumBytes: 64 * 1024),
            let object = value.objectValue
        else { throw RegistryProblem.notJSON }
        return object
    }

    private static func isJSON(_ header: String, wildcard: Bool) -> Bool {
        let type = MediaTypes.essence(header)
        guard type == "application/json" || (wildcard && ["*/*", "application/*"].contains(type))
        else { return false }
        return header.split(separator: ";").dropFirst().allSatisfy { parameter in
            let text = parameter.filter { $0 != " " }.lowercased()
            return !text.hasPrefix("charset=") || text == "charset=utf-8"
        }
    }
}
