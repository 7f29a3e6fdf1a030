package import StrictJSON

/// A request as it is remembered for testers: no query string, and no number whole that could be
/// someone's.
package struct RequestRecord: Sendable, Hashable {
    package let mock: MockName
    package let method: String
    package let path: String
    /// Nil where no answer was given.
    package let status: Int?
    /// The OIN of the organisation that asked; nil where none is demanded.
    package let peer: String?
    /// What was asked of a register, with numbers shortened; nil at the others, whose forms hold
    /// secrets, and for what was no JSON.
    package let body: JSONValue?
    /// Whether a fault struck it.
    package let isFault: Bool

    package var json: JSONObject {
        [
            "mock": .string(mock.rawValue), "method": .string(method), "path": .string(path),
            "status": status.map { .integer(Int64($0)) } ?? .null,
            "peer": peer.map { .string($0) } ?? .null, "body": body ?? .null,
            "fault": .bool(isFault),
        ]
    }
}

/// Takes out of texts what could be someone's number: nine digits or more in a row.
enum NumberMask {
    /// A path, in which not even an end of the number stays.
    static func path(_ path: String) -> String {
        masked(path) { _ in "(number)" }
    }

    /// A body, in which the last three digits stay: enough to know one's test person by.
    static func body(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(shortened(text))
        case .integer(let number) where String(number.magnitude).utf8.count >= 9:
            .string(shortened(String(number)))
        case .array(let items): .array(items.map { body($0) })
        case .object(let object): .object(members(of: object))
        default: value
        }
    }

    private static func members(of object: JSONObject) -> JSONObject {
        var masked = JSONObject()
        for member in object { masked[shortened(member.name)] = body(member.value) }
        return masked
    }

    private static func shortened(_ text: String) -> String {
        masked(text) { "…\($0.suffix(3))" }
    }

    private static func masked(_ text: String, _ mask: (String) -> String) -> String {
        var masked = ""
        var digits = ""
        for character in text {
            if character.isNumber {
                digits.append(character)
                continue
            }
            masked += digits.count >= 9 ? mask(digits) : digits
            digits = ""
            masked.append(character)
        }
        return masked + (digits.count >= 9 ? mask(digits) : digits)
    }
}
