import BlueButton
import StrictJSON

/// The Basisregistratie Inkomen: one authentic income per person and tax year.
struct IncomeRegistry: Registry {
    let exchange: RegistryExchange
    /// The tax years that attestations speak of; the same for everyone.
    let taxYears: [Int]

    var credentialType: CredentialType { .bri }

    func holdings(
        of person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [Holding] {
        let incomes = try await incomes(of: person, deadline: deadline)
        guard let first = incomes.map(\.year).min() else { return [] }
        return [
            Holding(
                category: "inkomen",
                label: LocalizedText(nl: "Inkomen per jaar", en: "Income per year"),
                records: Int64(incomes.count), since: "\(first)",
                updated: incomes.compactMap(\.establishedOn).max(),
                purpose: LocalizedText(
                    nl: "Eén vastgesteld inkomen voor alle overheidsorganisaties die het nodig hebben",
                    en: "One established income for all public bodies that need it"),
                legalBasis: "Algemene wet inzake rijksbelastingen, artikel 21", retention: "P10Y",
                recipients: ["Dienst Toeslagen", "CAK", "DUO", "Raad voor Rechtsbijstand"])
        ]
    }

    func claims(
        about person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [(name: String, value: JSONValue)] {
        let incomes = try await incomes(of: person, deadline: deadline)
        return taxYears.map { year in
            ("inkomen-\(year)", incomes.first { $0.year == year }?.claim ?? .null)
        }
    }

    private struct Income {
        let year: Int
        let establishedOn: String?
        let claim: JSONValue

        init(reading reader: JSONReader) throws {
            year = Int(try reader.integer("belastingjaar"))
            let date = try reader.optionalString("vaststellingsdatum")
            establishedOn = date.flatMap { PartialDate.isWellFormed($0) ? $0 : nil }
            claim = [
                "belastingjaar": .integer(Int64(year)),
                "soort": .string(try reader.string("soort")),
                "bedrag": .integer(try reader.integer("bedrag")),
                "status": reader["status"]?.value ?? .null,
                "vaststellingsdatum": establishedOn.map { .string($0) } ?? .null,
                "inOnderzoek": .bool((reader["inOnderzoek"]?.value ?? false) != false),
            ]
        }
    }

    private func incomes(
        of person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [Income] {
        let answer = try await exchange.post(
            ["burgerservicenummer": .string(person.revealed)], deadline: deadline)
        guard let list = try? answer.array("inkomens"),
            let incomes = try? list.map({ try Income(reading: $0) })
        else { throw .invalidAnswer(status: 200) }
        return incomes
    }
}
