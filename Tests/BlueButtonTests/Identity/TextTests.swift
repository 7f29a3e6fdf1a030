import BlueButton
import Testing

@Suite struct TextTests {
    static let dangerous: [(String, String)] = [
        ("rood\u{1B}[31m", "rood[31m"), ("bel\u{7}", "bel"), ("nul\u{0}", "nul"),
        ("terug\r", "terug"), ("wis\u{8}", "wis"), ("c1\u{9B}31m", "c131m"),
        ("\u{202E}gnp.exe", "gnp.exe"), ("a\u{202A}b\u{202C}", "ab"), ("a\u{2066}b\u{2069}", "ab"),
        ("a\u{200E}\u{200F}\u{61C}b", "ab"), ("a\u{200B}\u{200D}\u{FEFF}b", "ab"),
        ("a\u{2028}b\u{2029}c", "abc"), ("a\u{E000}b", "ab"), ("a\u{E0041}b", "ab"),
        ("a\u{AD}b", "ab"), ("regel\nregel\ttab", "regel regel tab"), ("a\r\nb", "a b"),
    ]

    @Test(arguments: dangerous)
    func `what could steer a terminal or turn a text around is taken out`(
        raw: String, shown: String
    ) {
        #expect(DisplayText(raw).text == shown)
        #expect("\(DisplayText(raw))" == shown)
    }

    @Test(arguments: ["", "Woonstichting De Woonhaven (test)", "Élise Zoë van 't Hof", "名前", "🏠 a"])
    func `what people write stays as it is`(text: String) {
        #expect(DisplayText(text).text == text)
    }

    @Test(arguments: [
        "", "2024-", "-2024", "24", "02024", "2024-1", "2024-00", "2024-13", "2024-1-1",
        "2024-02-30", "2023-02-29", "1900-02-29", "2024-04-31", "2024-06-00", "2024-06-31",
        "2024-12-32", "2024-12-1", "2024-12-01-01", "2024/12/01", "2024-12-01T00:00:00",
        " 2024", "2024 ", "٢٠٢٤", "0000", "0000-01-01", "+2024", "20a4", "2024-W01", "gisteren",
    ])
    func `a date that is none is refused`(text: String) {
        #expect(!PartialDate.isWellFormed(text))
    }

    @Test(arguments: [
        "2024", "2024-02", "2024-02-29", "2000-02-29", "1999-12-31", "0001-01-01", "2024-04-30",
        "9999-12-31",
    ])
    func `a day, a month or a year is a date`(text: String) {
        #expect(PartialDate.isWellFormed(text))
    }

    @Test(arguments: [
        "", "P", "PT", "P1", "1Y", "P1YT", "PT1Y", "P1S", "P1H", "PY", "P1Y1", "P-1Y", "-P1Y",
        "P+1Y", "P1.5Y", "P1,5Y", "p1y", "P1y", "P1M1Y", "P1D1M", "PT1M1H", "P1Y1Y", "P 1Y",
        "P1Y ", " P1Y", "P١Y", "P1YT1H1", "P1W1D", "P1Y1W", "P1WT1H", "P1WTW",
        "P1WT1W", "PT1W", "PW", "P1TT1H",
        "P10000000000000000000000000000000000000000Y", "P1Y2M10DT2H30M5S6", "een jaar",
    ])
    func `a duration that is none is refused`(text: String) {
        #expect(!ISO8601Duration.isWellFormed(text))
    }

    @Test(arguments: [
        "P1Y", "P7Y", "P6M", "P14D", "P2W", "PT12H", "P1Y2M10DT2H30M5S", "PT1M", "P1M", "P0D",
        "P110Y",
    ])
    func `a duration is numbers with units in their order`(text: String) {
        #expect(ISO8601Duration.isWellFormed(text))
    }
}
