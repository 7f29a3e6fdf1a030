/// Reads a JSON value into types, and says by path what is not as expected.
///
/// A required member that is absent and one of another type give the same error: the path of the
/// member and what it should be.
public struct JSONReader: Sendable {
    public let value: JSONValue
    /// Where the value stands, such as `sources[2]`; `$` for the whole.
    public let path: String

    public init(_ value: JSONValue, at path: String = "$") {
        self.value = value
        self.path = path
    }

    /// An error about this value, for rules that a caller adds.
    public func fail(_ expected: String) -> JSONShapeError {
        JSONShapeError(path: path, expected: expected)
    }

    // MARK: The value itself

    public func asString() throws(JSONShapeError) -> String {
        guard case .string(let text) = value else { throw fail("a string") }
        return text
    }

    public func asInteger() throws(JSONShapeError) -> Int64 {
        guard case .integer(let number) = value else { throw fail("an integer") }
        return number
    }

    public func asBool() throws(JSONShapeError) -> Bool {
        guard case .bool(let truth) = value else { throw fail("a boolean") }
        return truth
    }

    public func asObject() throws(JSONShapeError) -> JSONObject {
        guard case .object(let object) = value else { throw fail("an object") }
        return object
    }

    /// A reader per element.
    public func asArray() throws(JSONShapeError) -> [JSONReader] {
        guard case .array(let values) = value else { throw fail("an array") }
        let place = path == "$" ? "" : path
        return values.enumerated().map { JSONReader($1, at: "\(place)[\($0)]") }
    }

    /// The members in order, a reader for each; none when the value is not an object, so call
    /// `asObject()` first where that is not yet known.
    public var members: [(String, JSONReader)] {
        guard case .object(let object) = value else { return [] }
        return object.map { ($0.name, JSONReader($0.value, at: place(of: $0.name))) }
    }

    // MARK: Closed objects

    /// Refuses a value that is no object, and members with other names than these.
    ///
    /// The error does not tell the name: it came from outside.
    public func close(_ names: Set<String>) throws(JSONShapeError) {
        let closed = try asObject().names.allSatisfy { name in
            names.contains { sameBytes($0, name) }
        }
        guard closed else {
            throw fail("no members but \(names.sorted().joined(separator: ", "))")
        }
    }

    /// Refuses an object that has not all of these members, or has any other.
    public func exactly(_ names: Set<String>) throws(JSONShapeError) {
        try close(names)
        guard try asObject().count == names.count else {
            throw fail("the members \(names.sorted().joined(separator: ", "))")
        }
    }

    // MARK: Members

    /// A reader for a member of any type; nil where there is none or this is no object.
    public func member(_ name: String) -> JSONReader? {
        guard case .object(let object) = value, let value = object[name] else { return nil }
        return JSONReader(value, at: place(of: name))
    }

    /// A reader for a member that must be there; `expected` is for the error.
    func required(_ name: String, _ expected: String) throws(JSONShapeError) -> JSONReader {
        guard case .object = value else { throw fail("an object") }
        guard let member = member(name) else {
            throw JSONShapeError(path: place(of: name), expected: expected)
        }
        return member
    }

    /// A reader for a member that must be there, of any type.
    public func any(_ name: String) throws(JSONShapeError) -> JSONReader {
        try required(name, "a value")
    }

    /// The path of a member. Names that are not plain identifiers came from outside and may be
    /// anything: they are shown as `*`.
    private func place(of name: String) -> String {
        let plain =
            name.utf8.count <= 64 && name.utf8.first.map(Self.isLetter) == true
            && name.utf8.allSatisfy { Self.isLetter($0) || Self.isSign($0) }
        let shown = plain ? name : "*"
        return path == "$" ? shown : "\(path).\(shown)"
    }

    /// What identifiers of ours hold besides letters: digits, and signs as in `x5t#S256`.
    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3A, 0x2D, 0x2E, 0x23: true
        default: false
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == UInt8(ascii: "_")
    }
}
