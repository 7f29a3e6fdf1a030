import BlueButton
import StrictJSON
import Testing

@testable import RegistryGateway

struct BRPHoldingsTests {
    private func holdings(_ record: String) throws -> [Holding] {
        BRPHoldings.holdings(
            of: JSONReader(try JSONValue.parse(record, maximumBytes: 1 << 20)))
    }

    @Test func `whoever is known has personal details, whatever else there is`() throws {
        #expect(try holdings("{}").map(\.category) == ["persoon"])
    }

    @Test func `each part of the record is a category with its count`() throws {
        let found = try holdings(
            """
            {"verblijfplaats": {"datumVan": {"type": "Datum", "datum": "2015-03-01"}},
             "nationaliteiten": [{}, {}], "overlijden": {},
             "partners": [{"aangaanHuwelijkPartnerschap":
                {"datum": {"type": "JaarMaandDatum", "jaar": 2012, "maand": 5}}}]}
            """)
        #expect(
            found.map(\.category) == [
                "persoon", "verblijfplaats", "nationaliteit", "huwelijk-partnerschap",
                "overlijden",
            ])
        #expect(found.map(\.records) == [1, 1, 2, 1, 1])
        #expect(found.map(\.since) == [nil, "2015-03-01", nil, "2012-05", nil])
    }

    @Test(arguments: [
        #"{"type": "DatumOnbekend", "onbekend": true}"#, #"{"datum": "02-07-1990"}"#,
        #"{"datum": 19900702}"#, #"{"jaar": 12345}"#, "7",
    ])
    func `a date that is none stands nowhere`(date: String) throws {
        let found = try holdings(#"{"verblijfplaats": {"datumVan": \#(date)}}"#)
        #expect(found.last?.category == "verblijfplaats" && found.last?.since == nil)
    }

    @Test func `no value of the person is in a holding`() throws {
        let found = try holdings(BRPClaimsTests.resident)
        let text = found.map { "\($0)" }.joined()
        for value in ["999993653", "Vries", "Roos", "Dorpsstr", "2311", "1990", "Leiden"] {
            #expect(!text.contains(value))
        }
    }
}
