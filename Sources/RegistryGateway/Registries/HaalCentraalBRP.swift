import BlueButton
import StrictJSON

/// The Basisregistratie Personen through Haal Centraal BRP bevragen 2.7.
struct HaalCentraalBRP: Registry {
    let exchange: RegistryExchange

    var credentialType: CredentialType { .brp }

    private static let fields: [String] = [
        "burgerservicenummer", "naam", "geboorte", "geslacht", "verblijfplaats", "adressering",
        "nationaliteiten", "partners", "overlijden", "gemeenteVanInschrijving",
    ]

    func holdings(
        of person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [Holding] {
        guard let record = try await record(of: person, deadline: deadline) else { return [] }
        return BRPHoldings.holdings(of: record)
    }

    func claims(
        about person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [(name: String, value: JSONValue)] {
        let record = try await record(of: person, deadline: deadline)
        return BRPClaims.claims(of: record ?? JSONReader(JSONValue.object([:]))).all
    }

    private func record(
        of person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> JSONReader? {
        let answer = try await exchange.post(
            [
                "type": "RaadpleegMetBurgerservicenummer",
                "burgerservicenummer": .array([.string(person.revealed)]),
                "fields": .array(Self.fields.map { .string($0) }),
            ], deadline: deadline)
        guard let persons = try? answer.array("personen"), persons.count <= 1 else {
            throw .invalidAnswer(status: 200)
        }
        guard let record = persons.first else { return nil }
        guard (try? record.string("burgerservicenummer")) == person.revealed else {
            throw .invalidAnswer(status: 200)
        }
        return record
    }
}
