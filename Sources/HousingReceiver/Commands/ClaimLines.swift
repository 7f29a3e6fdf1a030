import BlueButton
import StrictJSON

/// The value of a claim as lines for people: one per member, qualifiers among them.
enum ClaimLines {
    static func lines(_ value: JSONValue, indent: Int = 2) -> [String] {
        let margin = String(repeating: " ", count: indent)
        switch value {
        case .object(let object):
            return object.flatMap { name, member -> [String] in
                let label = DisplayText(name)
                switch member {
                case .object, .array:
                    return ["\(margin)\(label):"] + lines(member, indent: indent + 2)
                default:
                    return ["\(margin)\(label): \(plain(member))"]
                }
            }
        case .array(let elements):
            return elements.flatMap { lines($0, indent: indent) }
        default:
            return ["\(margin)\(plain(value))"]
        }
    }

    private static func plain(_ value: JSONValue) -> String {
        switch value {
        case .null: "not known"
        case .bool(let flag): flag ? "yes" : "no"
        case .integer(let number): "\(number)"
        case .string(let text): DisplayText(text).text
        case .array, .object: ""
        }
    }
}
