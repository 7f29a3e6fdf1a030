package import StrictJSON

extension JSONValue {
    /// The same with the value at a path set, or with nil taken out.
    ///
    /// - Parameter path: names and indices with `|` between; `+` adds to a list.
    package func setting(_ path: String, _ value: JSONValue?) -> JSONValue {
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
    package func at(_ path: String) -> JSONValue {
        path.split(separator: "|").reduce(self) { value, name in
            switch value {
            case .object(let object): object[String(name)] ?? .null
            case .array(let elements):
                Int(name).flatMap { elements.indices.contains($0) ? elements[$0] : nil } ?? .null
            default: .null
            }
        }
    }
}
