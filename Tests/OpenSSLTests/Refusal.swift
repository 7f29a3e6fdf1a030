import OpenSSL
import Testing

/// Expects an `OpenSSLError` with that code.
func expectRefusal(
    _ code: OpenSSLError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
) {
    let error = #expect(throws: OpenSSLError.self, sourceLocation: sourceLocation) { try body() }
    #expect(error?.code == code, sourceLocation: sourceLocation)
}

/// The bytes of a hexadecimal text, in which blanks are passed over.
func hex(_ text: String) throws -> [UInt8] {
    let digits = text.filter { !$0.isWhitespace }.map { $0 }
    try #require(digits.count.isMultiple(of: 2))
    return try stride(from: 0, to: digits.count, by: 2).map {
        try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
    }
}
