import StrictJSON
import Testing

@Suite struct WritingTests {
    @Test(
        arguments: [
            (.null, "null"), (true, "true"), (-12, "-12"), ("a/é😀", #""a/é😀""#),
            ("\"\\\u{08}\t\n\u{0C}\r", #""\"\\\b\t\n\f\r""#),
            ("\u{0}\u{1F}\u{7F}\u{2028}", "\"\\u0000\\u001f\u{7F}\u{2028}\""),
            ([], "[]"), ([:], "{}"), ([1, [nil]], "[1,[null]]"),
            (["b": 1, "a": ["d": "e"]], #"{"b":1,"a":{"d":"e"}}"#),
        ] as [(JSONValue, String)])
    func `a value is written compactly, in its order and with the needed escapes only`(
        value: JSONValue, text: String
    ) throws {
        #expect(value.text == text)
        #expect(value.bytes() == Array(text.utf8))
        #expect(try JSONValue.parse(text, maximumBytes: 1000) == value)
    }

    @Test func `canonical JSON sorts names as RFC 8785 section 3.2.3 does`() throws {
        let text = #"""
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
            "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control",
            "\u00f6":"Latin Small Letter O With Diaeresis"}
            """#
        let value = try JSONValue.parse(text, maximumBytes: 1000)
        let expected =
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\","
            + "\"\u{F6}\":\"Latin Small Letter O With Diaeresis\",\"\u{20AC}\":\"Euro Sign\","
            + "\"\u{1F600}\":\"Emoji: Grinning Face\","
            + "\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}"
        #expect(value.canonicalBytes() == Array(expected.utf8))
    }

    @Test func `canonical JSON sorts at every level and leaves arrays alone`() throws {
        let value: JSONValue = ["b": [["z": 1, "y": 2], 3, 1], "a": ["aa": 0, "a": 0, "": 0]]
        #expect(
            value.canonicalBytes()
                == Array(#"{"a":{"":0,"a":0,"aa":0},"b":[{"y":2,"z":1},3,1]}"#.utf8))
    }

    @Test func `the members of a log entry are canonical in one way only`() throws {
        let one = try JSONValue.parse(#"{ "v": 1, "commitment": "x" }"#, maximumBytes: 100)
        let two = try JSONValue.parse(#"{"\u0063ommitment":"x","v":1}"#, maximumBytes: 100)
        #expect(one.canonicalBytes() == two.canonicalBytes())
        #expect(one.bytes() != two.bytes())
    }

    @Test func `text for people is indented by two spaces`() {
        let value: JSONValue = ["a": [1, []], "b": [:]]
        #expect(
            value.prettyText == """
                {
                  "a": [
                    1,
                    []
                  ],
                  "b": {}
                }
                """)
    }
}
