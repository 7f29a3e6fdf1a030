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
