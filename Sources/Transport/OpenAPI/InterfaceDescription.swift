internal import HTTPTypes
package import StrictJSON

/// An interface as its OpenAPI document describes it: operations and the schemas that they name.
package struct InterfaceDescription: Sendable {
    package let title: String
    package let summary: String
    package let operations: [Operation]
    package let schemas: [(name: String, schema: Schema)]
    /// The one way in which callers are known; nil where anyone may ask all of it.
    package let security: (name: String, scheme: JSONValue)?

    package init(
        title: String, summary: String, operations: [Operation],
        schemas: [(name: String, schema: Schema)] = [],
        security: (name: String, scheme: JSONValue)? = nil
    ) {
        self.title = title
        self.summary = summary
        self.operations = [.health, .document] + operations
        self.schemas = schemas
        self.security = security
    }

    /// The OpenAPI 3.1 document.
    package var document: JSONValue {
        var paths = JSONObject()
        for operation in operations {
            let (path, isVersioned) = Self.split(operation.path)
            var item = paths[path]?.objectValue ?? JSONObject()
            if !isVersioned { item["servers"] = [["url": "/"]] }
            item[operation.method.rawValue.lowercased()] = OperationJSON(operation).json
            paths[path] = .object(item)
        }
        var all = JSONObject()
        all["Problem"] = .object(OperationJSON.problem.json)
        for (name, schema) in schemas { all[name] = .object(schema.json) }
        var components: JSONObject = [
            "headers": ["API-Version": OperationJSON.versionHeader], "schemas": .object(all),
        ]
        if let security {
            components["securitySchemes"] = [security.name: security.scheme]
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": .string(title), "version": .string(Problem.interfaceVersion),
                "description": .string(summary), "contact": Self.contact,
                "license": ["name": "EUPL-1.2", "identifier": "EUPL-1.2"],
            ],
            "servers": [["url": "/v1"]], "paths": .object(paths),
            "components": .object(components),
        ]
    }

    /// Who runs it has addresses of its own; these are the makers', as in publiccode.yml.
    private static let contact: JSONValue = [
        "name": "The founders of Blauwe Knop", "email": "interfaces@blauweknop.example",
        "url": "https://blauweknop.example",
    ]

    /// The path below the version, and whether it has one.
    private static func split(_ path: String) -> (String, Bool) {
        path.hasPrefix("/v1/") ? (String(path.dropFirst(3)), true) : (path, false)
    }
}
