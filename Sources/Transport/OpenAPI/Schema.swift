package import StrictJSON

/// A schema of what a body, a header or a parameter holds (JSON Schema 2020-12, as OpenAPI 3.1 has
/// it).
package struct Schema: Sendable {
    package let json: JSONObject

    package init(_ json: JSONObject) {
        self.json = json
    }

    /// A schema of the document by its name.
    package static func named(_ name: String) -> Schema {
        Schema(["$ref": .string("#/components/schemas/\(name)")])
    }

    // MARK: Plain values

    package static func text(
        _ description: String? = nil, pattern: String? = nil, lengths: ClosedRange<Int>? = nil
    ) -> Schema {
        var json: JSONObject = ["type": "string"]
        if let pattern { json["pattern"] = .string(pattern) }
        if let lengths {
            json["minLength"] = .integer(Int64(lengths.lowerBound))
            json["maxLength"] = .integer(Int64(lengths.upperBound))
        }
        return Schema(json).described(description)
    }

    package static func oneOf(_ values: [String], _ description: String? = nil) -> Schema {
        Schema(["type": "string", "enum": .array(values.map { .string($0) })])
            .described(description)
    }

    package static func number(
        _ description: String? = nil, in range: ClosedRange<Int64>? = nil
    ) -> Schema {
        var json: JSONObject = ["type": "integer"]
        if let range {
            json["minimum"] = .integer(range.lowerBound)
            json["maximum"] = .integer(range.upperBound)
        }
        return Schema(json).described(description)
    }

    package static func truth(_ description: String? = nil) -> Schema {
        Schema(["type": "boolean"]).described(description)
    }

    /// Anything, as it came in a document.
    package static let any = Schema([:])

    /// An identifier: 16 bytes in base64url.
    package static func identifier(_ description: String? = nil) -> Schema {
        text(description, pattern: "^[A-Za-z0-9_-]{21}[AQgw]$")
    }

    /// A hash: 32 bytes in base64url.
    package static func hash(_ description: String? = nil) -> Schema {
        text(description, pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$")
    }

    /// A moment as our documents write it.
    package static func time(_ what: String? = nil) -> Schema {
        number([what, "Seconds since 1970-01-01 UTC."].compactMap { $0 }.joined(separator: " "))
    }

    // MARK: What holds others

    package static func list(of element: Schema, _ description: String? = nil) -> Schema {
        Schema(["type": "array", "items": .object(element.json)]).described(description)
    }

    /// An object; closed ones have no member but these.
    package static func object(
        _ required: KeyValuePairs<String, Schema>, optional: KeyValuePairs<String, Schema> = [:],
        isClosed: Bool = false, _ description: String? = nil
    ) -> Schema {
        var properties = JSONObject()
        for (name, schema) in required { properties[name] = .object(schema.json) }
        for (name, schema) in optional { properties[name] = .object(schema.json) }
        var json: JSONObject = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty {
            json["required"] = .array(required.map { .string($0.key) })
        }
        if isClosed { json["additionalProperties"] = false }
        return Schema(json).described(description)
    }

    /// An object whose names are not known beforehand.
    package static func map(
        of value: Schema, names pattern: String, _ description: String? = nil
    ) -> Schema {
        Schema([
            "type": "object", "propertyNames": ["pattern": .string(pattern)],
            "additionalProperties": .object(value.json),
        ]).described(description)
    }

    /// An object that is both.
    package func and(_ other: Schema) -> Schema {
        Schema(["allOf": [.object(json), .object(other.json)]])
    }

    /// This, or null.
    package var orNull: Schema {
        var copy = json
        if let type = json["type"], json["enum"] == nil {
            copy["type"] = [type, "null"]
            return Schema(copy)
        }
        copy["description"] = nil
        var either: JSONObject = ["oneOf": [.object(copy), ["type": "null"]]]
        if let description = json["description"] { either["description"] = description }
        return Schema(either)
    }

    package func described(_ description: String?) -> Schema {
        guard let description else { return self }
        var copy = json
        copy["description"] = .string(description)
        return Schema(copy)
    }
}
