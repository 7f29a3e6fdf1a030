import StrictJSON
import Testing

@Suite struct ReaderTests {
    let reader = JSONReader([
        "text": "a", "number": 7, "truth": true, "nothing": nil,
        "sources": [["oin": "1", "endpoint": nil], ["oin": 5]], "texts": ["x", "y"],
        "deep": ["er": ["est": 1]],
    ])

    @Test func `members are read by type`() throws {
        #expect(try reader.string("text") == "a")
        #expect(try reader.integer("number") == 7)
        #expect(try reader.bool("truth"))
        #expect(try reader.strings("texts") == ["x", "y"])
        #expect(try reader.array("sources").count == 2)
        #expect(try reader.object("deep").object("er").integer("est") == 1)
        #expect(try reader.any("nothing").value == .null)
        #expect(try reader.object("deep").members.map(\.0) == ["er"])
    }

    @Test func `what may be absent is nil when it is`() throws {
        #expect(try reader.optionalString("absent") == nil)
        #expect(try reader.optionalInteger("absent") == nil)
        #expect(try reader.optionalBool("absent") == nil)
        #expect(try reader.optionalObject("absent") == nil)
        #expect(try reader.optionalArray("absent") == nil)
        #expect(try reader.optionalStrings("absent") == nil)
        #expect(try reader.optionalString("text") == "a")
        #expect(reader.member("absent") == nil)
    }

    @Test func `what may be null is nil when it is`() throws {
        #expect(try reader.nullableString("nothing") == nil)
        #expect(try reader.nullableInteger("nothing") == nil)
        #expect(try reader.nullableBool("nothing") == nil)
        #expect(try reader.nullableObject("nothing") == nil)
        #expect(try reader.nullableInteger("number") == 7)
    }

    typealias Read = @Sendable (JSONReader) throws -> Void

    static let refused: [(String, Read)] = [
        ("expected a string at 'absent'", { _ = try $0.string("absent") }),
        ("expected a string at 'number'", { _ = try $0.string("number") }),
        ("expected a string at 'nothing'", { _ = try $0.string("nothing") }),
        ("expected an integer at 'text'", { _ = try $0.integer("text") }),
        ("expected a boolean at 'number'", { _ = try $0.bool("number") }),
        ("expected an object at 'texts'", { _ = try $0.object("texts") }),
        ("expected an array at 'deep'", { _ = try $0.array("deep") }),
        ("expected an array of strings at 'absent'", { _ = try $0.strings("absent") }),
        ("expected a string at 'sources[0]'", { _ = try $0.strings("sources") }),
        ("expected a string at 'nothing'", { _ = try $0.optionalString("nothing") }),
        ("expected an integer at 'nothing'", { _ = try $0.optionalInteger("nothing") }),
        ("expected an object at 'nothing'", { _ = try $0.optionalObject("nothing") }),
        ("expected an array at 'text'", { _ = try $0.optionalArray("text") }),
        ("expected a boolean at 'text'", { _ = try $0.optionalBool("text") }),
        ("expected a string or null at 'absent'", { _ = try $0.nullableString("absent") }),
        ("expected an integer at 'text'", { _ = try $0.nullableInteger("text") }),
        ("expected an object or null at 'absent'", { _ = try $0.nullableObject("absent") }),
        (
            "expected a string at 'sources[1].oin'",
            { _ = try $0.array("sources")[1].string("oin") }
        ),
        (
            "expected a boolean at 'deep.er.est'",
            { _ = try $0.object("deep").object("er").bool("est") }
        ),
        (
            "expected an object at 'text'",
            { _ = try $0.any("text").string("below") }
        ),
        (
            "expected an object at 'text'",
            { _ = try $0.any("text").optionalString("below") }
        ),
        ("expected a value at 'absent'", { _ = try $0.any("absent") }),
        ("expected a string at '$'", { _ = try $0.asString() }),
        ("expected an array at '$'", { _ = try $0.asArray() }),
        ("expected an integer at '$'", { _ = try $0.asInteger() }),
        ("expected a boolean at '$'", { _ = try $0.asBool() }),
        ("expected a prime at 'number'", { throw try $0.any("number").fail("a prime") }),
    ]

    @Test(arguments: refused)
    func `another shape is refused by path`(message: String, read: Read) {
        let error = #expect(throws: JSONShapeError.self) { try read(reader) }
        #expect(error?.message == message)
        #expect(error?.description == message)
    }

    @Test func `a path is told as deep as documents go`() throws {
        // The parser's bound of containers in each other.
        let depth = 32
        let text =
            String(repeating: #"{"a":["#, count: depth / 2)
            + String(repeating: "]}", count: depth / 2)
        var reader = JSONReader(try JSONValue.parse(text, maximumBytes: 1000))
        for _ in 1..<depth / 2 { reader = try reader.array("a")[0] }
        #expect(
            throws: JSONShapeError(
                path: String(repeating: "a[0].", count: depth / 2 - 1) + "b",
                expected: "a string")
        ) { try reader.string("b") }
    }

    @Test func `a closed object has no other members`() throws {
        let row = JSONReader(["a": 1, "b": 2])
        try row.close(["a", "b", "c"])
        try row.exactly(["a", "b"])
        #expect(throws: JSONShapeError(path: "$", expected: "no members but a, c")) {
            try row.close(["a", "c"])
        }
        #expect(throws: JSONShapeError(path: "$", expected: "the members a, b, c")) {
            try row.exactly(["a", "b", "c"])
        }
        #expect(throws: JSONShapeError(path: "$", expected: "no members but a")) {
            try row.exactly(["a"])
        }
        #expect(throws: JSONShapeError(path: "$", expected: "an object")) {
            try JSONReader([1]).close(["a"])
        }
    }

    @Test func `a name that only looks like an allowed one is another member`() {
        let row = JSONReader(.object(["e\u{301}": 1]))
        #expect(throws: JSONShapeError.self) { try row.close(["\u{E9}"]) }
    }

    @Test(arguments: [
        ("900000012", "*"), ("a b", "*"), ("\u{202E}x", "*"), ("x/y", "*"), ("", "*"),
        (String(repeating: "a", count: 65), "*"), ("inkomen-2024", "inkomen-2024"),
        ("x5t#S256", "x5t#S256"), ("_sd", "_sd"),
    ])
    func `a name from outside that is no identifier is not told`(name: String, shown: String) {
        let reader = JSONReader(.object([name: ["x": 1]]))
        let path = reader.members.first?.1.path
        #expect(path == shown)
        #expect(JSONReader([1]).members.isEmpty)
    }
}
