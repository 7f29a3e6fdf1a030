/// Reads a JSON value into types, and says by path what is not as expected.
///
/// A required member that is absent and one of another type give the same error: the path of the
/// member and what it should be.
public struct JSONReader: Sendable {
    public let value: JSONValue
    /// Put in words for errors alone: nearly all members are as expected.
    private let place: JSONPlace

    public init(_ value: JSONValue, at path: String = "$") {
        self.init(value, .start(path))
    }

    private init(_ value: JSONValue, _ place: JSONPlace) {
        self.value = value
        self.place = place
    }

    /// Where the value stands, such as `sources[2]`; `$` for the whole.
    public var path: String { place.path }

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
        return values.enumerated().map { JSONReader($1, .element($0, of: place)) }
    }

    /// The members in order, a reader for each; none when the value is not an object, so call
    /// `asObject()` first where that is not yet known.
    public var members: [(String, JSONReader)] {
        guard case .object(let object) = value else { return [] }
        return object.map { ($0.name, JSONReader($0.value, .member($0.name, of: place))) }
    }

    // MARK: Closed objects

    /// Refuses a value that is no object, and members with other names than these.
    ///
    /// The error does not tell the name: it came from outside.
    public func close(_ names: [String]) throws(JSONShapeError) {
        let closed = try asObject().names.allSatisfy { name in
            names.contains { sameBytes($0, name) }
        }
        guard closed else {
            throw fail("no members but \(names.sorted().joined(separator: ", "))")
        }
    }

    /// Refuses an object that has not all of these members, each named once, or has any other.
    public func exactly(_ names: [String]) throws(JSONShapeError) {
        try close(names)
        guard try asObject().count == names.count else {
            throw fail("the members \(names.sorted().joined(separator: ", "))")
        }
    }

    // MARK: Members

    /// A reader for a member of any type; nil where there is none or this is no object.
    public func member(_ name: String) -> JSONReader? {
        guard case .object(let object) = value, let value = object[name] else { return nil }
        return JSONReader(value, .member(name, of: place))
    }

    /// A reader for a member that must be there; `expected` is for the error.
    func required(_ name: String, _ expected: String) throws(JSONShapeError) -> JSONReader {
        guard case .object = value else { throw fail("an object") }
        guard let member = member(name) else {
            throw JSONShapeError(
                path: JSONPlace.member(name, of: place).path, expected: expected)
        }
        return member
    }

    /// A reader for a member that must be there, of any type.
    public func any(_ name: String) throws(JSONShapeError) -> JSONReader {
        try required(name, "a value")
    }
}
