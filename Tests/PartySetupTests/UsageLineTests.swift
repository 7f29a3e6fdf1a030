import PartySetup
import Testing

struct UsageLineTests {
    @Test func `a long line of usage is broken between options`() {
        let message = """
            Does something.

            USAGE: blauweknop release <link> [--grant <grant> ...] [--limit-only] [--yes] --key <key> [--wait <wait>] --out <out>

            OPTIONS:
            """
        #expect(
            UsageLine.broken(in: message) == """
                Does something.

                USAGE: blauweknop release <link> [--grant <grant> ...] [--limit-only] [--yes]
                         --key <key> [--wait <wait>] --out <out>

                OPTIONS:
                """)
    }

    @Test(arguments: ["", "USAGE: short [--x]", "Error: \(String(repeating: "a ", count: 60))\nb"])
    func `anything else stays as it is`(text: String) {
        #expect(UsageLine.broken(in: text) == text)
    }
}
