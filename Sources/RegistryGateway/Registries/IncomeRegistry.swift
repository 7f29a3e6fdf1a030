import BlueButton
import IncomeRules
import StrictJSON

/// The Basisregistratie Inkomen: one authentic income per person and tax year.
struct IncomeRegistry: Registry {
    let exchange: RegistryExchange
    /// The tax years that attestations speak of; the same for everyone.
    let taxYears: [Int]
    /// The limits that attestations say to be under; the same for everyone.
    var limits = IncomeLimits.none

    var credentialType: CredentialType? { .bri }

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
                    nl:
                        "Eén vastgesteld inkomen voor alle overheidsorganisaties die het nodig hebben",
                    en: "One established income for all public bodies that need it"),
                legalBasis: "Algemene wet inzake rijksbelastingen, artikel 21", retention: "P10Y",
                recipients: ["Dienst Toeslagen", "CAK", "DUO", "Raad voor Rechtsbijstand"])
        ]
    }

    func claims(
        about person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [(name: String, value: JSONValue)] {
        let incomes = try await incomes(of: person, deadline: deadline)
        return claims(about: incomes)
    }

    /// The claims that incomes make: of each tax year, then of each limit.
    func claims(about incomes: [AuthenticIncome]) -> [(name: String, value: JSONValue)] {
        taxYears.map { year in
            (IncomeClaim.name(year), incomes.first { $0.year == year }?.claim.json ?? .null)
        } + limits.claims(about: incomes)
    }

    private func incomes(
        of person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [AuthenticIncome] {
        let answer = try await exchange.post(
            ["burgerservicenummer": .string(person.revealed)], deadline: deadline)
        guard let list = try? answer.array("inkomens"),
            let incomes = try? list.map({ try AuthenticIncome(reading: $0) })
        else { throw .invalidAnswer(status: 200) }
        return incomes
    }
}
