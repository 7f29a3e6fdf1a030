import MockPersons
import Testing

@Suite struct SmallTypesTests {
    @Test(arguments: ["999000019", "111222333", "000000012"])
    func `numbers that pass the eleven-test`(text: String) {
        #expect(ElevenTest.passes(text))
    }

    @Test(arguments: [
        "", "999000018", "99900001", "9990000190", "99900001x", "000000000", "٩99000019",
    ])
    func `numbers that do not pass the eleven-test`(text: String) {
        #expect(!ElevenTest.passes(text))
    }

    @Test(arguments: [
        ("19910412", PartialDate.day(year: 1991, month: 4, day: 12)),
        ("19870400", .month(year: 1987, month: 4)), ("19680000", .year(1968)),
        ("00000000", .unknown), ("20240229", .day(year: 2024, month: 2, day: 29)),
    ]) func `dates are read with what is known of them`(text: String, date: PartialDate) {
        #expect(PartialDate(text) == date)
    }

    @Test(arguments: [
        "", " ", "2015", "1994031", "000000000", "20230229", "19000229", "20201301", "20200432",
        "20200012", "00000412", "00001200", "2020-1-1", "2020010١",
    ]) func `what is no date is none`(text: String) {
        #expect(PartialDate(text) == nil)
    }

    @Test(arguments: [
        ("19660013", PartialDate.year(1966)), ("19660412", .day(year: 1966, month: 4, day: 12)),
    ])
    func `a day without its month leaves the year`(text: String, date: PartialDate) {
        #expect(PartialDate.tolerant(text) == date)
    }

    @Test(arguments: ["00000013", "1966001", "19661301", "x9660013"])
    func `what has no year leaves nothing`(text: String) {
        #expect(PartialDate.tolerant(text) == nil)
    }

    @Test(arguments: [
        "", "{}", #"{"main": "a", "stories": []}"#,
        #"{"main": "a", "stories": [{"slug": "a"}]}"#,
        #"{"main": "b", "stories": [{"slug": "a", "burgerservicenummer": "999000019", "name": "A", "story": {"nl": "", "en": ""}}]}"#,
        #"{"main": "A", "stories": [{"slug": "A", "burgerservicenummer": "999000019", "name": "A", "story": {"nl": "", "en": ""}}]}"#,
        #"{"main": "a", "stories": [{"slug": "a", "burgerservicenummer": "999000018", "name": "A", "story": {"nl": "", "en": ""}}]}"#,
    ]) func `stories that are not as agreed are refused`(text: String) {
        let error = #expect(throws: MockPersonsError.self) { try Stories(Array(text.utf8)) }
        #expect(error?.code == .shape)
    }

    @Test(arguments: ["{}", #"{"gemeenten": {}}"#, "[]", "x"])
    func `code tables that are not as agreed are refused`(text: String) {
        let error = #expect(throws: MockPersonsError.self) { try CodeTables(Array(text.utf8)) }
        #expect(error?.code == .shape)
    }
}
