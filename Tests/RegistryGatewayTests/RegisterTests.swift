import BlueButton
import ReleaseKit
import Testing

@testable import RegistryGateway

/// A register that says itself what it holds.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct RegisterTests {
    private static let record = """
        {"categorie": "voertuigen", "omschrijving": {"nl": "Voertuigen", "en": "Vehicles"},
         "aantal": 2, "sinds": "2015", "bijgewerkt": "2023-04", "doel": {"nl": "Weten", "en": "Know"},
         "grondslag": "Wegenverkeerswet 1994", "bewaartermijn": "P10Y", "ontvangers": ["Politie"]}
        """

    private func holdings(_ text: String, status: Int = 200) async throws -> [Holding] {
        try await StubRegistry.whileAnswering(text, status: status) { exchange, _ in
            try await RegisterRegistry(exchange: exchange).holdings(
                of: BSN(ReleaseWorld.bsn), deadline: .now + .seconds(20))
        }
    }

    @Test func `what it says becomes a holding, word for word`() async throws {
        let held = try await holdings(#"{"categorieen": [\#(Self.record)]}"#)
        #expect(
            held == [
                Holding(
                    category: "voertuigen", label: LocalizedText(nl: "Voertuigen", en: "Vehicles"),
                    records: 2, since: "2015", updated: "2023-04",
                    purpose: LocalizedText(nl: "Weten", en: "Know"),
                    legalBasis: "Wegenverkeerswet 1994", retention: "P10Y",
                    recipients: ["Politie"])
            ])
        let none = try await holdings(#"{"categorieen": []}"#)
        #expect(none.isEmpty)
    }

    @Test(arguments: [
        "{}", "[]", "", #"{"categorieen": {}}"#, #"{"categorieen": [{}]}"#,
        #"{"categorieen": null}"#,
        wrap(record.replacing("2,", with: "0,")), wrap(record.replacing("2,", with: "-2,")),
        wrap(record.replacing("\"2015\"", with: "\"vroeger\"")),
        wrap(record.replacing("\"2023-04\"", with: "2023")),
        wrap(record.replacing("P10Y", with: "tien jaar")),
        wrap(record.replacing("\"en\": \"Vehicles\"", with: "\"de\": \"Wagen\"")),
        wrap(record.replacing("\"grondslag\"", with: "\"grond\"")),
        wrap(record.replacing("[\"Politie\"]", with: "\"Politie\"")),
    ])
    func `an answer of another form is invalid, never nothing`(text: String) async throws {
        await #expect(throws: RegistryFailure.invalidAnswer(status: 200)) {
            _ = try await holdings(text)
        }
    }

    @Test(arguments: [404, 500, 204])
    func `another status is no answer, whatever it says`(status: Int) async throws {
        await #expect(throws: RegistryFailure.invalidAnswer(status: status)) {
            _ = try await holdings(#"{"categorieen": []}"#, status: status)
        }
    }

    private static func wrap(_ record: String) -> String { #"{"categorieen": [\#(record)]}"# }
}
