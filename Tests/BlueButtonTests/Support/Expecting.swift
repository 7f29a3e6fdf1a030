import BlueButton
import Testing

/// Expects a refusal with this code, and a message that says what was expected.
func expectRefusal(
    _ code: Refusal.Code, _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) {
    let refusal = #expect(throws: Refusal.self, comment, sourceLocation: sourceLocation) {
        try body()
    }
    #expect(refusal?.code == code, comment, sourceLocation: sourceLocation)
    #expect(
        refusal?.message.contains("expected ") == true, comment, sourceLocation: sourceLocation)
}

extension Refusal.Code {
    /// The codes that come from the floors below.
    static func below(_ name: String) -> Refusal.Code { Refusal.Code(rawValue: name) }
}
