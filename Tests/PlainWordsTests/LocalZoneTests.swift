import BlueButton
import OpenSSL
import Testing

@testable import PlainWords

struct LocalZoneTests {
    /// 23 November 2026, 22:30:59 UTC.
    private static let time = UnixTime(seconds: 1_795_473_059)

    @Test(arguments: [
        (3_600, "23 november 2026, 23:30", "23 November 2026, 23:30"),
        (7_200, "24 november 2026, 00:30", "24 November 2026, 00:30"),
        (-82_800, "22 november 2026, 23:30", "22 November 2026, 23:30"),
        (20_700, "24 november 2026, 04:15", "24 November 2026, 04:15"),
    ])
    func `a moment is told as the clocks say it where somebody reads`(
        ahead: Int64, nl: String, en: String
    ) {
        let zone = LocalZone.fixed(ahead: ahead)
        #expect(DateWords.text(Self.time, .nl, in: zone) == nl)
        #expect(DateWords.text(Self.time, .en, in: zone) == en)
    }

    @Test func `UTC is told, and clocks that change are asked at the moment itself`() {
        #expect(DateWords.text(Self.time, .nl, in: .utc) == "23 november 2026, 22:30 UTC")
        let zone = LocalZone { time in
            .init(ahead: time < Self.time ? 7_200 : 3_600, isUTC: false)
        }
        #expect(DateWords.text(Self.time - 1, .en, in: zone) == "24 November 2026, 00:30")
        #expect(DateWords.text(Self.time, .en, in: zone) == "23 November 2026, 23:30")
    }

    @Test func `evidence keeps its seconds and UTC`() {
        #expect(DateWords.text(Self.time, .nl) == "23 november 2026, 22:30:59 UTC")
    }
}
