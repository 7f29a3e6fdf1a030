import Foundation
import Logging
import PartySetup
import StrictJSON
import Synchronization
import Testing

@Suite struct JSONLogHandlerTests {
    private let lines = Lines()

    private final class Lines: Sendable {
        let texts = Mutex<[String]>([])
    }

    private var logger: Logger {
        let lines = lines
        return Logger(label: "test") { label in
            JSONLogHandler(
                label: label, now: { Date(timeIntervalSince1970: 1_790_000_000.25) },
                write: { data in
                    lines.texts.withLock { $0.append(String(decoding: data, as: UTF8.self)) }
                })
        }
    }

    private var text: String { lines.texts.withLock { $0.joined() } }

    @Test func `a message is one JSON object on a line`() {
        logger.info("serving", metadata: ["port": "8446"])
        #expect(
            text == """
                {"time":"2026-09-21T14:13:20.250Z","level":"info","label":"test",\
                "message":"serving","metadata":{"port":"8446"}}

                """)
    }

    @Test func `line feeds and quotes in a message make no second line`() throws {
        logger.warning("a \"quoted\"\nline", metadata: ["list": ["x\ny", ["deep": "\u{1b}"]]])
        #expect(text.filter { $0 == "\n" }.count == 1)
        let entry = try JSONReader(JSONValue.parse(Array(text.utf8), maximumBytes: 4096))
        #expect(try entry.string("message") == "a \"quoted\"\nline")
    }

    @Test func `messages below the level are not written`() {
        logger.debug("quiet")
        #expect(text.isEmpty)
    }

    @Test func `of an error only its type is written`() {
        struct Telling: Error, CustomStringConvertible { let description = "123456789" }
        logger.error("failed", error: Telling())
        #expect(text.contains("\"error\":\"Telling\""))
        #expect(!text.contains("123456789"))
    }
}
