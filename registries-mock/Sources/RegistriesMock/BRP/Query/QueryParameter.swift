import MockPersons
import StrictJSON

/// A parameter of a query: what it is called, whether it must be there, what it may hold.
struct QueryParameter {
    enum Rule {
        case text(TextPattern)
        /// A whole date, `YYYY-MM-DD`.
        case date
        /// 1 to 99999, as a number or as text.
        case houseNumber
        /// `true` or `false`, as such or as text.
        case boolean
    }

    static let deceased = "inclusiefOverledenPersonen"

    let name: String
    let rule: Rule
    let isRequired: Bool

    init(_ name: String, _ rule: Rule, isRequired: Bool = false) {
        self.name = name
        self.rule = rule
        self.isRequired = isRequired
    }

    /// Reads the value of a query; nil where the query has none, or a wrong one.
    func read(_ body: JSONObject, wrong: inout [RegistryProblem.Parameter]) -> String? {
        let value = body[name]
        if isRequired, value == nil || value == .null || value == .string("") {
            wrong.append(.required(name))
            return nil
        }
        guard let value else { return nil }
        switch read(value) {
        case .value(let text): return text
        case .wrong(let parameter):
            wrong.append(parameter)
            return nil
        }
    }

    private enum Reading {
        case value(String)
        case wrong(RegistryProblem.Parameter)
    }

    private func read(_ value: JSONValue) -> Reading {
        switch rule {
        case .text(let pattern):
            guard let text = value.stringValue, pattern.matches(text) else {
                return .wrong(.pattern(name, pattern.rawValue))
            }
            return .value(text)
        case .date:
            let text = value.stringValue ?? ""
            let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
            guard parts.map(\.count) == [4, 2, 2],
                case .day = PartialDate(text.filter { $0 != "-" })
            else { return .wrong(.notDate(name)) }
            return .value(text.filter { $0 != "-" })
        case .houseNumber:
            guard let number = value.integerValue ?? value.stringValue.flatMap({ Int64($0) })
            else { return .wrong(.notInteger(name)) }
            guard number >= 1 else { return .wrong(.tooLow(name, 1)) }
            guard number <= 99_999 else { return .wrong(.tooHigh(name, 99_999)) }
            return .value(String(number))
        case .boolean:
            guard
                let flag = value.boolValue
                    ?? value.stringValue.flatMap({ Bool($0.lowercased()) })
            else { return .wrong(.notBoolean(name)) }
            return .value(String(flag))
        }
    }
}
