/// Reads one JSON value from bytes, refusing everything that two parsers could read differently.
struct JSONParser {
    /// The most containers inside each other.
    static let maximumDepth = 32
    /// The largest number without sign: every integer up to here is exact as a double too.
    static let maximumMagnitude: Int64 = 1 << 53

    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The one value that the bytes hold, with nothing but white space around it.
    ///
    /// - Parameter endsAtValue: whether white space behind it is refused too.
    mutating func document(endsAtValue: Bool = false) throws(JSONError) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw failure(.encoding, "expected JSON without a byte order mark")
        }
        skipWhiteSpace()
        let value = try value(depth: 0)
        if !endsAtValue { skipWhiteSpace() }
        guard position == bytes.count else {
            throw failure(.trailing, "expected nothing after the value")
        }
        return value
    }

    /// The byte at the position; nil at the end.
    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    func failure(_ code: JSONError.Code, _ message: String, at offset: Int? = nil) -> JSONError {
        JSONError(code: code, message: message, offset: offset ?? position)
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard let byte = current else { throw failure(.syntax, "expected a JSON value") }
        switch byte {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .integer(try integer())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: throw failure(.syntax, "expected a JSON value")
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        try enter(depth)
        var object = JSONObject()
        if close(UInt8(ascii: "}")) { return object }
        while true {
            let start = position
            guard current == UInt8(ascii: "\"") else {
                throw failure(.syntax, "expected the name of a member in double quotes")
            }
            let name = try string()
            skipWhiteSpace()
            guard take(UInt8(ascii: ":")) else {
                throw failure(.syntax, "expected a colon after the name of a member")
            }
            let value = try value(depth: depth)
            guard object.append(name, value) else {
                throw failure(.duplicateName, "expected every name once in an object", at: start)
            }
            skipWhiteSpace()
            if close(UInt8(ascii: "}")) { return object }
            guard take(UInt8(ascii: ",")) else {
                throw failure(.syntax, "expected a comma or the end of the object")
            }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        try enter(depth)
        var values: [JSONValue] = []
        if close(UInt8(ascii: "]")) { return values }
        while true {
            values.append(try value(depth: depth))
            skipWhiteSpace()
            if close(UInt8(ascii: "]")) { return values }
            guard take(UInt8(ascii: ",")) else {
                throw failure(.syntax, "expected a comma or the end of the array")
            }
        }
    }

    /// Steps over the bracket that opens a container, and the white space behind it.
    private mutating func enter(_ depth: Int) throws(JSONError) {
        guard depth <= Self.maximumDepth else {
            throw failure(.depth, "expected at most \(Self.maximumDepth) containers in each other")
        }
        position += 1
        skipWhiteSpace()
    }

    /// Steps over a byte and the white space behind it, if that byte is next.
    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        skipWhiteSpace()
        return true
    }

    /// Steps over the bracket that ends a container, if it is next.
    ///
    /// What stands behind is left alone: behind the last one it may be refused.
    private mutating func close(_ bracket: UInt8) -> Bool {
        guard current == bracket else { return false }
        position += 1
        return true
    }

    private mutating func literal(
        _ word: String, _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else {
            throw failure(.syntax, "expected a JSON value")
        }
        position += word.utf8.count
        return value
    }

    private mutating func skipWhiteSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// An integer from −2^53 to 2^53, written in the one way that RFC 8785 writes it.
    ///
    /// `-0` is refused: other parsers make it a double, and canonical JSON writes 0.
    private mutating func integer() throws(JSONError) -> Int64 {
        let start = position
        let negative = bytes[position] == UInt8(ascii: "-")
        if negative { position += 1 }
        var magnitude: Int64 = 0
        let first = position
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            magnitude = magnitude * 10 + Int64(byte - UInt8(ascii: "0"))
            guard magnitude <= Self.maximumMagnitude else {
                throw failure(.number, "expected an integer from -2^53 to 2^53", at: start)
            }
            position += 1
        }
        let digits = position - first
        guard digits > 0 else { throw failure(.syntax, "expected a digit after the minus sign") }
        if bytes[first] == UInt8(ascii: "0"), digits > 1 || negative {
            throw failure(.number, "expected an integer without needless zero or sign", at: start)
        }
        switch current {
        case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
            throw failure(.number, "expected an integer without fraction and exponent", at: start)
        default: return negative ? -magnitude : magnitude
        }
    }
}
