import StrictJSON
import Testing

/// What the parser accepts.
@Suite struct ParsingTests {
    static let accepted: [(String, JSONValue)] = [
        ("null", .null),
        ("true", true),
        ("false", false),
        ("0", 0),
        ("-1", -1),
        ("9007199254740992", 9_007_199_254_740_992),
        ("-9007199254740992", -9_007_199_254_740_992),
        (#""""#, ""),
        (" \t\r\n[ 1 , 2 ] \n", [1, 2]),
        ("[]", []),
        ("[ ]", []),
        ("{}", [:]),
        ("{ }", [:]),
        (#"{"a":{"b":[true,null]},"c":"d"}"#, ["a": ["b": [true, nil]], "c": "d"]),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{08}\u{0C}\n\r\t"),
        (#""\u0041\u00e9\u20AC\uD83D\uDE00""#, "Aé€😀"),
        (#""é€😀""#, "é€😀"),
        (#""\u0000""#, "\u{0}"),
        (#""\ud7ff\ue000""#, "\u{D7FF}\u{E000}"),
        (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
        ("\"\u{7F}\"", "\u{7F}"),
    ]

    @Test(arguments: accepted)
    func `a value is read as what it says`(text: String, value: JSONValue) throws {
        #expect(try JSONValue.parse(text, maximumBytes: 1000) == value)
    }

    @Test func `members keep their order`() throws {
        let object = try parsedObject(#"{"b":1,"a":2,"":3}"#)
        #expect(object.names == ["b", "a", ""])
        #expect(object.count == 3)
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
    func `thirty-two containers in each other are read`(open: String, close: String) throws {
        let inner = open == "[" ? "" : "0"
        let text =
            String(repeating: open, count: 32) + inner + String(repeating: close, count: 32)
        #expect(throws: Never.self) { try JSONValue.parse(text, maximumBytes: 1000) }
    }

    @Test func `exactly the largest allowed size is read`() throws {
        #expect(try JSONValue.parse("[1,2]", maximumBytes: 5) == [1, 2])
    }

    @Test func `names that only look the same are two names`() throws {
        let object = try parsedObject("{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
    }

    @Test(.timeLimit(.minutes(1)))
    func `an object of a hundred thousand members is read in linear time`() throws {
        let members = (0..<100_000).map { #""n\#($0)":\#($0)"# }.joined(separator: ",")
        let object = try parsedObject("{\(members)}")
        #expect(object.count == 100_000)
        #expect(object["n99999"] == 99_999)
        #expect(object["n100000"] == nil)
    }

    @Test func `changed bytes never give a value that is written as something else`() throws {
        let seed = Array(#"{"a":[1,-20,"x\u00e9\n",{"b":null}],"c":true,"😀":"y"}"#.utf8)
        var generator = SplitMix(state: 1)
        var read = 0
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0...generator.next(below: 3) {
                bytes[generator.next(below: bytes.count)] = UInt8(generator.next(below: 256))
            }
            guard let value = try? JSONValue.parse(bytes, maximumBytes: 1000) else { continue }
            read += 1
            #expect(try JSONValue.parse(value.bytes(), maximumBytes: 1000) == value)
            #expect(try JSONValue.parse(value.prettyText, maximumBytes: 1000) == value)
        }
        #expect(read > 100)
    }

    private func parsedObject(_ text: String) throws -> JSONObject {
        try JSONReader(JSONValue.parse(text, maximumBytes: 10_000_000)).asObject()
    }
}

/// A small generator with a fixed seed, so that every run tries the same.
struct SplitMix {
    var state: UInt64

    mutating func next(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(limit))
    }
}
