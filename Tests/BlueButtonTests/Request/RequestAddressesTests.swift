import BlueButton
import ReleaseKit
import Testing

struct RequestAddressesTests {
    @Test func `the addresses are those of the request, also long after its end`() throws {
        let world = try ReleaseWorld.shared.get()
        let request = try world.request(life: 60).request
        let addresses = try RequestAddresses(storedRequest: request.text)
        #expect(addresses.response == request.responseAddress)
        #expect(addresses.withdrawal == request.terms.withdrawal)
    }

    @Test func `what is no request has no address`() throws {
        let world = try ReleaseWorld.shared.get()
        for text in ["", "a.b.c", world.directory.text] {
            let refusal = #expect(throws: Refusal.self) {
                try RequestAddresses(storedRequest: text)
            }
            #expect(refusal?.code == .malformed)
        }
    }
}

struct DurationTests {
    private static let day: Int64 = 86_400

    @Test(arguments: [
        ("P1Y", 366 * day), ("P6M", 186 * day), ("P2W", 14 * day), ("P10D", 10 * day),
        ("P1Y2M3D", 431 * day), ("PT12H", 43_200), ("P1DT90M", day + 5400), ("PT1S", 1),
        ("P0D", 0), ("P99999999999999999999Y", 36_600 * day), ("P200Y", 36_600 * day),
        ("PT99999999999999999999S", 36_600 * day),
    ])
    func `a duration spans at most so many seconds`(_ text: String, _ seconds: Int64) {
        #expect(ISO8601Duration.longestSeconds(text) == seconds)
    }

    @Test(arguments: ["", "P", "1Y", "P1", "PT", "P1W2D", "P1.5Y", "P-1Y"])
    func `what is no duration spans nothing`(_ text: String) {
        #expect(ISO8601Duration.longestSeconds(text) == nil)
    }
}
