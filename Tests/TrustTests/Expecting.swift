import Testing
import Trust

/// Expects a refusal with this code, and a message that says what was expected.
func expectRefusal(
    _ code: TrustError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
) {
    let refusal = #expect(throws: TrustError.self, sourceLocation: sourceLocation) { try body() }
    #expect(refusal?.code == code, sourceLocation: sourceLocation)
    #expect(refusal?.message.hasPrefix("expected ") == true, sourceLocation: sourceLocation)
}
