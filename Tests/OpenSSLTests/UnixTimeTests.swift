import OpenSSL
import Testing

@Suite struct UnixTimeTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_795_404_701, "2026-11-23T03:31:41Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
            (-62_135_596_800, "0001-01-01T00:00:00Z"),
        ] as [(Int64, String)])
    func `a time is described in UTC`(seconds: Int64, text: String) {
        #expect(UnixTime(seconds: seconds).description == text)
    }

    @Test func `times are ordered and moved by seconds`() {
        let time = UnixTime(seconds: 1_000)
        #expect(time < time + 1)
        #expect(time - 1 < time)
        #expect(time + 60 - 60 == time)
    }

    @Test func `now is after this was written`() {
        #expect(UnixTime.now() > UnixTime(seconds: 1_700_000_000))
    }
}
