import OpenSSL
import Testing

@testable import Transport

/// The web's small syntaxes, read strictly.
@Suite struct SyntaxTests {
    @Test func `a form is read in its order`() throws {
        let fields = try FormBody.parse("a=1&b=&c=%26%3d+%C3%A9&d=a=b")
        #expect(fields.map(\.0) == ["a", "b", "c", "d"])
        #expect(fields.map(\.1) == ["1", "", "&= é", "a=b"])
        #expect(try FormBody.parse("").isEmpty)
    }

    @Test(arguments: [
        "a=1&a=2", "a=1&%61=2", "a", "=1", "a=1&", "&a=1", "a=1&&b=2", "a=%", "a=%2", "a=%zz",
        "a=%ff", "a=%C3", "a=b c", "a=é", "a=%00", "a=%0A", "a=\u{7f}",
        (0...64).map { "a\($0)=1" }.joined(separator: "&"),
    ])
    func `a form that is not strictly one is refused`(form: String) {
        let error = #expect(throws: TransportError.self) { try FormBody.parse(form) }
        #expect(error?.code == .formMalformed)
    }

    @Test(arguments: ["", "a", "a b", "é&=+%", "~-._", "\u{1F600}"])
    func `a form that was written is read back`(value: String) throws {
        let fields = try FormBody.parse(FormBody.encode([("x", value), ("y z", "1")]))
        #expect(fields.map(\.1) == [value, "1"])
        #expect(fields.map(\.0) == ["x", "y z"])
        #expect(PercentEncoding.decode(PercentEncoding.encode(value)) == value)
    }

    @Test func `a query is percent-encoded and joined to what is there`() {
        let fields = [("a b", "c&d"), ("e", "urn:x")]
        #expect(PercentEncoding.query(fields) == "a%20b=c%26d&e=urn%3Ax")
        #expect(PercentEncoding.adding([("a", "1")], to: "https://x/y") == "https://x/y?a=1")
        #expect(
            PercentEncoding.adding([("a", "1")], to: "https://x/y?b=2") == "https://x/y?b=2&a=1")
        #expect(PercentEncoding.adding([("a", "1")], to: "openid4vp://?") == "openid4vp://?a=1")
        #expect(PercentEncoding.adding([], to: "https://x/y") == "https://x/y")
    }

    @Test(arguments: ["%", "%2", "%zz", "%ff", "a%C3"])
    func `a broken escape has no meaning`(text: String) {
        #expect(PercentEncoding.decode(text) == nil)
    }

    @Test func `a plus is a plus outside forms`() {
        #expect(PercentEncoding.decode("a+b") == "a+b")
    }

    @Test(arguments: [
        ("https://Example.NL", "https://example.nl", 443, "/"),
        ("https://example.nl:443/a?b=c", "https://example.nl", 443, "/a?b=c"),
        ("https://example.nl:8443?b", "https://example.nl:8443", 8443, "/?b"),
        ("http://127.0.0.1:80/", "http://127.0.0.1", 80, "/"),
        ("https://[::1]:8443/x", "https://[::1]:8443", 8443, "/x"),
    ])
    func `an address is read`(text: String, origin: String, port: Int, target: String) throws {
        let address = try WebAddress(text)
        #expect(address.origin == origin)
        #expect(address.port == port)
        #expect(address.target == target)
    }

    @Test(arguments: [
        "", "example.nl", "ftp://example.nl/", "HTTPS://example.nl/", "https:/example.nl",
        "https://", "https:///path", "https://user@example.nl/", "https://user:pw@example.nl/",
        "https://example.nl:/", "https://example.nl:0/", "https://example.nl:65536/",
        "https://example.nl:+1/", "https://example.nl:1:2/", "https://example.nl/#f",
        "https://exa mple.nl/", "https://example.nl/\r\nX: y", "https://exämple.nl/",
        "https://example.nl\\@evil.example/", "https://[::1/", "https://[example]/",
        "https://[::1]x/", "https://%65xample.nl/", "https://a\u{0}b/",
        "https://example.nl/" + String(repeating: "a", count: 5000),
    ])
    func `an address that needs mending is refused`(text: String) {
        let error = #expect(throws: TransportError.self) { try WebAddress(text) }
        #expect(error?.code == .addressInvalid)
    }

    @Test(arguments: [
        ("https://localhost/", true), ("http://127.0.0.1:1/", true), ("http://127.9.9.9/", true),
        ("http://[::1]/", true), ("http://127.0.0.1.example.nl/", false),
        ("http://10.0.0.1/", false),
        ("http://127.evil/", false), ("http://localhost.example.nl/", false),
    ])
    func `this machine is told from others`(text: String, expected: Bool) throws {
        #expect(try WebAddress(text).isLoopback == expected)
    }

    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
    ])
    func `a date of HTTP is written and read`(seconds: Int64, text: String) {
        #expect(HTTPDate.format(UnixTime(seconds: seconds)) == text)
        #expect(HTTPDate.parse(text) == UnixTime(seconds: seconds))
    }

    @Test(arguments: [
        "", "Mon, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Thu, 31 Feb 2000 00:00:00 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:49:-7 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
    ])
    func `another date is none`(text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }

    @Test func `a header is found without regard to case, unless it stands there twice`() {
        let list = HeaderList([("Content-Type", "a"), ("X", "1"), ("x", "2")])
        #expect(list["content-type"] == "a")
        #expect(list["x"] == nil)
        #expect(list.values("X") == ["1", "2"])
        #expect(list["y"] == nil)
    }
}
