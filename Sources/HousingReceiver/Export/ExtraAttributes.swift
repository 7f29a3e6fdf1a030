import StrictJSON

/// What VERA has no member for, as VERA's own `extra-attributen`: texts by dotted names.
struct ExtraAttributes: Sendable {
    private var list: [JSONValue] = []

    /// Adds a value: each member of an object by itself. What is null is not known, and only said
    /// where it is the whole value.
    mutating func add(_ name: String, _ value: JSONValue) {
        switch value {
        case .null: put(name, "niet bekend")
        case .bool(let flag): put(name, flag ? "ja" : "nee")
        case .integer(let number): put(name, String(number))
        case .string(let text): put(name, text)
        case .object(let members):
            for (member, value) in members where value != .null {
                add("\(name).\(member)", value)
            }
        case .array(let elements):
            for (place, value) in elements.enumerated() { add("\(name).\(place + 1)", value) }
        }
    }

    private mutating func put(_ name: String, _ text: String) {
        list.append(["naam": .string(name), "waarde": .string(text)])
    }

    /// Sets the member of a message, where there is anything to say.
    func fill(_ message: inout JSONObject) {
        if !list.isEmpty { message["extra-attributen"] = .array(list) }
    }

    /// The names in a message.
    static func names(in message: JSONReader) throws -> [String] {
        try message.optionalArray("extra-attributen")?.map { try $0.string("naam") } ?? []
    }
}
