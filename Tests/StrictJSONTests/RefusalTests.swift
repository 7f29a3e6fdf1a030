import StrictJSON
import Testing

/// What the parser refuses, each with its code.
@Suite struct RefusalTests {
    @Test(arguments: [
        "", " ", "nul", "True", "undefined", "NaN", "Infinity", "-", "- 1", "+1", ".5",
        "'a'", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "}", "{,}", #"{"a"}"#,
        #"{"a":}"#, #"{"a":1,}"#, #"{"a":1"#, #"{"a" 1}"#, "{a:1}", "{1:1}", "{null:1}",
        #"{"a":1 "b":2}"#, "[1}", #"{"a":1]"#, "\"a", "\"", #""\""#, #""\x41""#, #""\'""#, #""\"#,
        #""\u""#, #""\u00"#, #""\u00g0""#, #""\u 041""#, #""\U0041""#, #""\u+041""#, "/* */1",
        "// x\n1", "\"a\nb\"", "\"a\tb\"", "\"\u{0}\"", "\"\\\u{1F}\"", "\u{A0}1", "\u{FF}1",
        "\u{0B}1",
    ])
    func `what is not JSON is refused`(text: String) {
        #expect(code(text) == .syntax)
    }

    @Test(arguments: [
        "00", "01", "-01", "-0", "-00", "1.0", "0.0", "1.", "1e0", "1E5", "0e1", "-0.0", "1.5",
        "9007199254740993", "-9007199254740993", "9223372036854775808", "99999999999999999999999",
        "10000000000000000", "[1,2.5]", #"{"a":1e2}"#,
    ])
    func `a number that is no plain integer up to two to the 53rd is refused`(text: String) {
        #expect(code(text) == .number)
    }

    @Test(arguments: [
        #"{"a":1,"a":1}"#, #"{"a":1,"b":2,"a":3}"#, #"{"a":1,"\u0061":2}"#,
        #"{"\u00e9":1,"é":2}"#, #"{"\ud83d\ude00":1,"😀":2}"#, #"{"":1,"":2}"#,
        #"[{"x":{"a/b":1,"a\/b":2}}]"#,
    ])
    func `a name that comes twice in an object is refused`(text: String) {
        #expect(code(text) == .duplicateName)
    }

    @Test(arguments: [10, 16, 17, 18, 5000])
    func `a name that comes twice in a wide object is refused`(count: Int) {
        for position in [0, 1, count / 2, count - 1] {
            var members = (0..<count).map { #""n\#($0)":0"# }
            members.append(#""\u006e\#(position)":1"#)
            #expect(code("{\(members.joined(separator: ","))}") == .duplicateName)
        }
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80],
            [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xF0, 0x80, 0x80, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8], [0xFE],
            [0xFF], [0xE9],
        ] as [[UInt8]])
    func `ill-formed UTF-8 is refused, also beside an escape and in a name`(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(code([quote] + bytes + [quote]) == .encoding)
        #expect(code(Array(#""\n"#.utf8) + bytes + [quote]) == .encoding)
        #expect(code([quote] + bytes + Array(#"\u0041""#.utf8)) == .encoding)
        #expect(code(Array("{\"a".utf8) + bytes + Array("\":1}".utf8)) == .encoding)
    }

    @Test(arguments: [
        #""\ud800""#, #""\udbff""#, #""\udc00""#, #""\udfff""#, #""\ud83dx""#, #""\ud83d\n""#,
        #""\ud83d\u0041""#, #""\ud83d\ud83d\ude00""#, #""\ude00\ud83d""#, #"{"\ud800":1}"#,
    ])
    func `an unpaired surrogate in an escape is refused`(text: String) {
        #expect(code(text) == .encoding)
    }

    @Test func `a byte order mark is refused`() {
        #expect(code([0xEF, 0xBB, 0xBF] + Array("{}".utf8)) == .encoding)
        #expect(code([0xFE, 0xFF, 0x00, 0x31]) == .syntax)
    }

    @Test(arguments: [
        "1 1", "nulll", "{}{}", "[],", "null\u{0}", "{} x", "\"a\"\"b\"", "0x10", "1\u{FEFF}",
    ])
    func `bytes after the value are refused`(text: String) {
        #expect(code(text) == .trailing)
    }

    @Test(arguments: [" ", "\n", "\t", "\r\n", "}", "\u{0}", " \n {}"])
    func `behind what is verified stands nothing, no white space either`(surplus: String) {
        for value in ["{}", "[1]", "\"a\"", "7", "null"] {
            let error = #expect(throws: JSONError.self) {
                try JSONValue.parse(signed: Array((value + surplus).utf8), maximumBytes: 100)
            }
            #expect(error?.code == .trailing)
            #expect(throws: Never.self) {
                try JSONValue.parse(signed: Array(("\n " + value).utf8), maximumBytes: 100)
            }
        }
    }

    @Test func `what is verified is as strict as all else`() {
        for (text, code) in [
            ("{\"a\":1,\"a\":1}", JSONError.Code.duplicateName), ("1.0", .number),
            ("", .syntax), ("[1,2,3]", .tooLarge),
        ] {
            let error = #expect(throws: JSONError.self) {
                try JSONValue.parse(
                    signed: Array(text.utf8), maximumBytes: code == .tooLarge ? 6 : 100)
            }
            #expect(error?.code == code)
        }
    }

    @Test(arguments: ["[", #"{"a":"#, #"[{"a":"#])
    func `thirty-three containers in each other are refused`(open: String) {
        #expect(code(String(repeating: open, count: open.hasPrefix("[{") ? 17 : 33)) == .depth)
        #expect(code(String(repeating: open, count: 100_000)) == .depth)
    }

    @Test func `one byte too many is refused before reading`() {
        #expect(code("[1,2]", maximumBytes: 4) == .tooLarge)
        #expect(code("é", maximumBytes: 1) == .tooLarge)
        #expect(code(Array("{{{{{".utf8), maximumBytes: 4) == .tooLarge)
    }

    @Test func `the error tells where and not what`() throws {
        let error = try #require(throws: JSONError.self) {
            try JSONValue.parse(#"{"secret":1,"secret":2}"#, maximumBytes: 100)
        }
        #expect(error.offset == 12)
        #expect(!error.message.contains("secret"))
        #expect(error.description == "duplicate-name: \(error.message) (byte 12)")
    }

    private func code(_ text: String, maximumBytes: Int = 10_000_000) -> JSONError.Code? {
        code(Array(text.utf8), maximumBytes: maximumBytes)
    }

    private func code(_ bytes: [UInt8], maximumBytes: Int = 10_000_000) -> JSONError.Code? {
        do {
            _ = try JSONValue.parse(bytes, maximumBytes: maximumBytes)
            return nil
        } catch { return error.code }
    }
}
