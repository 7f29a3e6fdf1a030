/// What a caller may put into the headers of a request.
enum RequestHeaders {
    /// Refuses names that are no tokens, values with control characters, and the headers that the
    /// client itself writes: each would let one value become two headers or two requests.
    static func check(_ headers: [(String, String)]) throws(TransportError) {
        for (name, value) in headers {
            guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else {
                throw TransportError(.requestInvalid, "expected a token as the name of a header")
            }
            guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }) else {
                throw TransportError(
                    .requestInvalid, "expected no control character in the header \(name)")
            }
            guard !reserved.contains(where: { HeaderList.equal($0, name) }) else {
                throw TransportError(.requestInvalid, "expected the client to write \(name) itself")
            }
        }
    }

    private static let reserved = [
        "host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer",
        "expect",
    ]

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        case 0x21, 0x23...0x27, 0x2a, 0x2b, 0x2d, 0x2e, 0x5e...0x60, 0x7c, 0x7e: true
        default: false
        }
    }
}
