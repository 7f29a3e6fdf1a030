import BlueButton
import StrictJSON
import ReleaseKit
import Testing

@testable import RegistryGateway

/// The registries' interfaces, over mutual TLS.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct RegistriesTests {
    private static var person: BSN { get throws { try BSN(ReleaseWorld.bsn) } }

    private func incomes(
        _ text: String, years: [Int] = [2023, 2024],
        _ body: @escaping @Sendable (IncomeRegistry, StubRegistry) async throws -> Void
    ) async throws {
        try await StubRegistry.whileAnswering(text) { exchange, stub in
            try await body(IncomeRegistry(exchange: exchange, taxYears: years), stub)
        }
    }

    static let income = """
        {"belastingjaar": 2024, "soort": "verzamelinkomen", "bedrag": 31250, "status": "definitief",
         "vaststellingsdatum": "2025-06-01"}
        """

    @Test func `each tax year is a claim, null where there is no income`() async throws {
        try await incomes(#"{"inkomens": [\#(Self.income)]}"#) { registry, stub in
            let claims = try await registry.claims(
                about: Self.person, deadline: .now + .seconds(20))
            #expect(claims.map(\.name) == ["inkomen-2023", "inkomen-2024"])
            #expect(claims[0].value == .null)
            #expect(
                claims[1].value
                    == [
                        "belastingjaar": 2024, "soort": "verzamelinkomen", "bedrag": 31250,
                        "status": "definitief", "vaststellingsdatum": "2025-06-01",
                        "inOnderzoek": false,
                    ])
            #expect(stub.bodies == [#"{"burgerservicenummer":"999993653"}"#])
        }
    }

    @Test(arguments: [
        (#"{"ind": true, "grond": "bezwaar"}"#, true), ("true", true), ("{}", true),
        ("false", false),
    ])
    func `an income in dispute says so inside itself`(
        mark: String, isDisputed: Bool
    ) async throws {
        let income = Self.income.replacing(
            "\"bedrag\"", with: "\"inOnderzoek\": \(mark), \"bedrag\"")
        try await incomes(#"{"inkomens": [\#(income)]}"#) { registry, _ in
            let claims = try await registry.claims(
                about: Self.person, deadline: .now + .seconds(20))
            #expect(claims[1].value.objectValue?["inOnderzoek"] == .bool(isDisputed))
        }
    }

    @Test func `holdings count the years and tell no amount`() async throws {
        let older = Self.income.replacing("2024", with: "2021").replacing("2025-", with: "2022-")
        try await incomes(#"{"inkomens": [\#(Self.income), \#(older)]}"#) { registry, _ in
            let found = try await registry.holdings(
                of: Self.person, deadline: .now + .seconds(20))
            #expect(found.map(\.category) == ["inkomen"] && found[0].records == 2)
            #expect(found[0].since == "2021" && found[0].updated == "2025-06-01")
            #expect(!"\(found)".contains("31250"))
        }
    }

    @Test func `no income on record is nothing held`() async throws {
        try await incomes(#"{"inkomens": []}"#) { registry, _ in
            let deadline = ContinuousClock.now + .seconds(20)
            #expect(try await registry.holdings(of: Self.person, deadline: deadline).isEmpty)
            let claims = try await registry.claims(about: Self.person, deadline: deadline)
            #expect(claims.allSatisfy { $0.value == .null } && claims.count == 2)
        }
    }

    @Test(arguments: [
        "{}", "[]", "", #"{"inkomens": {}}"#, #"{"inkomens": [{}]}"#, #"{"inkomens": [7]}"#,
        #"{"inkomens": [{"belastingjaar": "2024", "soort": "verzamelinkomen", "bedrag": 1}]}"#,
        #"{"inkomens": [{"belastingjaar": 2024, "soort": "verzamelinkomen"}]}"#,
        #"{"inkomens": [{"belastingjaar": 2024, "soort": "verzamelinkomen", "bedrag": 1.5}]}"#,
    ])
    func `an answer of another form is invalid, never nothing`(text: String) async throws {
        try await incomes(text) { registry, _ in
            await #expect(throws: RegistryFailure.invalidAnswer(status: 200)) {
                try await registry.holdings(of: Self.person, deadline: .now + .seconds(20))
            }
        }
    }

    @Test(arguments: ["01-06-2025", "", "2025-13-01"])
    func `a date of another form is unknown`(date: String) async throws {
        let income = Self.income.replacing("2025-06-01", with: date)
        try await incomes(#"{"inkomens": [\#(income)]}"#) { registry, _ in
            let claims = try await registry.claims(
                about: Self.person, deadline: .now + .seconds(20))
            #expect(claims[1].value.objectValue?["vaststellingsdatum"] == .null)
        }
    }

    @Test func `Haal Centraal is asked in its own words`() async throws {
        try await StubRegistry.whileAnswering(#"{"personen": []}"#) { exchange, stub in
            let registry = HaalCentraalBRP(exchange: exchange)
            let deadline = ContinuousClock.now + .seconds(20)
            #expect(try await registry.holdings(of: Self.person, deadline: deadline).isEmpty)
            let claims = try await registry.claims(about: Self.person, deadline: deadline)
            #expect(claims.count == 8 && claims.allSatisfy { $0.value == .null })
            let query = try JSONReader(
                JSONValue.parse(Array(stub.bodies[0].utf8), maximumBytes: 65_536))
            #expect(try query.string("type") == "RaadpleegMetBurgerservicenummer")
            #expect(try query.strings("burgerservicenummer") == [ReleaseWorld.bsn])
            #expect(try query.strings("fields") == HaalCentraalBRP.holdingFields)
            let second = try JSONReader(
                JSONValue.parse(Array(stub.bodies[1].utf8), maximumBytes: 65_536))
            #expect(try second.strings("fields") == HaalCentraalBRP.claimFields)
        }
    }

    @Test func `a registry that is not there cannot be reached`() async throws {
        try await StubRegistry.whileAnswering("{}") { exchange, _ in
            var exchange = exchange
            exchange.address = "https://127.0.0.1:1/records"
            let elsewhere = exchange
            await #expect(throws: RegistryFailure.unreachable) {
                try await elsewhere.post([:], deadline: .now + .seconds(20))
            }
        }
    }

    @Test func `an answer over its size is no answer`() async throws {
        let text = #"{"inkomens": [], "x": "\#(String(repeating: "a", count: 1 << 20))"}"#
        try await incomes(text) { registry, _ in
            await #expect(throws: RegistryFailure.unreachable) {
                try await registry.holdings(of: Self.person, deadline: .now + .seconds(20))
            }
        }
    }
}
