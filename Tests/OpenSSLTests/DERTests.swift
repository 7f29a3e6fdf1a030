import Testing

@testable import OpenSSL

@Suite struct DERTests {
    @Test(
        arguments: [
            (0, "020100"), (1, "020101"), (127, "02017f"), (128, "02020080"), (256, "02020100"),
            (Int64.max, "02087fffffffffffffff"),
        ] as [(Int64, String)])
    func `an integer has as few bytes as it can`(number: Int64, expected: String) throws {
        #expect(DER.integer(number) == (try hex(expected)))
    }

    @Test(arguments: [0, 127, 128, 255, 256, 65_535, 65_536])
    func `a length has as few bytes as it can`(count: Int) {
        let der = DER.octetString([UInt8](repeating: 1, count: count))
        #expect(DER.isStrict(der))
        let header = count < 128 ? 2 : count < 256 ? 3 : count < 65_536 ? 4 : 5
        #expect(der.count == count + header)
    }

    @Test(arguments: [
        ("1.2.840.10045.4.3.2", "06082a8648ce3d040302"), ("2.5.29.15", "0603551d0f"),
        ("2.999.3", "0603883703"), ("0.9", "060109"), ("1.39", "06014f"),
    ])
    func `an object identifier has the bytes of X 690`(dotted: String, expected: String) throws {
        let arcs = try #require(DER.arcs(dotted))
        #expect(DER.objectIdentifier(arcs) == (try hex(expected)))
    }

    @Test(arguments: [
        "", "30", "3001", "30800000", "308100", "30810103 0100", "0500 00", "020100ff",
        "02020001", "0202ff80", "0200", "010101", "01020000", "0100", "0300", "030108", "030101",
        "03020101", "24020400", "1000", "1100", "1f8101 00", "a003 020200", "a0050202000100",
        "3084000000020500", "3085000000000005 00", "30820001 05",
    ])
    func `bytes that are not one value in DER are refused`(text: String) throws {
        #expect(!DER.isStrict(try hex(text)))
    }

    @Test(arguments: [
        "3000", "0500", "0101ff", "010100", "020100", "0201ff", "02020080", "0202ff7f", "030100",
        "03020780", "0400", "a003020105", "8000", "3103020101", "0c00",
    ])
    func `bytes that are one value in DER pass`(text: String) throws {
        #expect(DER.isStrict(try hex(text)))
    }

    @Test func `more levels than 32 are refused`() {
        var der: [UInt8] = [0x05, 0x00]
        for _ in 0..<31 { der = DER.sequence(der) }
        #expect(DER.isStrict(der))
        #expect(!DER.isStrict(DER.sequence(der)))
    }

    @Test func `a signature survives in both forms`() throws {
        let small = [UInt8](repeating: 0, count: 31) + [1]
        let large = [0x80] + [UInt8](repeating: 7, count: 31)
        for raw in [small + small, small + large, large + small, large + large] {
            let der = try #require(ECDSASignature.der(raw: raw))
            #expect(ECDSASignature.raw(der: der) == raw)
        }
    }

    @Test(arguments: [
        "", "3000", "3003020101", "3009020101020101020101", "30060201010201ff00",
        "300602010102010100", "30070201010202 0001", "3106020101020101", "3006020101040101",
        "3081060201010201 01",
    ])
    func `a signature in another form is refused`(text: String) throws {
        #expect(ECDSASignature.raw(der: try hex(text)) == nil)
    }

    @Test(
        arguments: [
            (2026, 2, 30, 0, 0, 0), (2025, 2, 29, 0, 0, 0), (2026, 4, 31, 0, 0, 0),
            (2026, 0, 1, 0, 0, 0), (2026, 13, 1, 0, 0, 0), (2026, 1, 0, 0, 0, 0),
            (2026, 1, 1, 24, 0, 0), (2026, 1, 1, 0, 60, 0), (2026, 1, 1, 0, 0, 60),
            (10_000, 1, 1, 0, 0, 0), (2100, 2, 29, 0, 0, 0),
        ] as [(Int64, Int64, Int64, Int64, Int64, Int64)])
    func `a date that does not exist is refused`(
        date: (Int64, Int64, Int64, Int64, Int64, Int64)
    ) {
        let civil = CivilTime(
            year: date.0, month: date.1, day: date.2, hour: date.3, minute: date.4, second: date.5)
        #expect(civil == nil)
    }

    @Test func `every hour of ten thousand days comes back from its date`() {
        for seconds in stride(from: Int64(900_000_000), to: 1_764_000_000, by: 3_601) {
            let time = UnixTime(seconds: seconds)
            #expect(CivilTime(time).unixTime == time)
        }
    }
}
