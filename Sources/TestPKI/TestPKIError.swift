/// Why the test PKI or its directory cannot be made.
package struct TestPKIError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case descriptionMalformed = "description-malformed"
        case partyUnknown = "party-unknown"
        case keyUnknown = "key-unknown"
        case operationFailed = "operation-failed"
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(code.rawValue): \(message)" }
}
