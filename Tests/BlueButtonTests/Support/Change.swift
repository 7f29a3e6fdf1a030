import BlueButton
import StrictJSON
import Testing

/// One change to a JSON object, and the code with which the document is then refused.
struct Change: Sendable, CustomTestStringConvertible {
    /// Names and indices with `|` between.
    let path: String
    /// Nil to take the member out.
    let value: JSONValue?
    let code: Refusal.Code

    init(_ path: String, _ value: JSONValue?, _ code: Refusal.Code = .malformed) {
        self.path = path
        self.value = value
        self.code = code
    }

    var testDescription: String {
        let shown = value.map { String($0.text.prefix(60)) } ?? "absent"
        return "\(path): \(shown) is \(code.rawValue)"
    }
}

extension JSONValue {
    /// The same with the value at a path set, or with nil taken out.
    func setting(_ path: String, _ value: JSONValue?) -> JSONValue {
        setting(
            path.split(separator: "|", omittingEmptySubsequences: false).map(String.init)[...],
            value)
    }

    private func setting(_ path: ArraySlice<String>, _ new: JSONValue?) -> JSONValue {
        guard let name = path.first else { return new ?? .null }
        let rest = path.dropFirst()
        switch self {
        case .object(var object):
            if rest.isEmpty {
                object[name] = new
            } else {
                object[name] = (object[name] ?? .object([:])).setting(rest, new)
            }
            return .object(object)
        case .array(var elements):
            if name == "+" {
                elements.append(new ?? .null)
            } else if let index = Int(name), elements.indices.contains(index) {
                if rest.isEmpty, new == nil {
                    elements.remove(at: index)
                } else {
                    elements[index] = elements[index].setting(rest, new)
                }
            }
            return .array(elements)
        default:
            return self
        }
    }

    /// The value at a path; null where there is none.
    func at(_ path: String) -> JSONValue {
        path.split(separator: "|").reduce(self) { value, name in
            switch value {
            case .object(let object): object[String(name)] ?? .null
            case .array(let elements): Int(name).map { elements[$0] } ?? .null
            default: .null
            }
        }
    }
}
