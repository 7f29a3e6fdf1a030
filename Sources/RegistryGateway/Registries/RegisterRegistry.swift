import BlueButton
import StrictJSON

/// Any other register: it says itself which categories it holds about someone, and makes no
/// attestations.
struct RegisterRegistry: Registry {
    let exchange: RegistryExchange

    var credentialType: CredentialType? { nil }

    func holdings(
        of person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [Holding] {
        let answer = try await exchange.post(
            ["burgerservicenummer": .string(person.revealed)], deadline: deadline)
        do {
            return try answer.array("categorieen").map { try Self.holding($0) }
        } catch {
            throw .invalidAnswer(status: 200)
        }
    }

    func claims(
        about person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [(name: String, value: JSONValue)] {
        []
    }

    private static func holding(_ entry: JSONReader) throws -> Holding {
        let records = try entry.integer("aantal")
        let retention = try entry.nullableString("bewaartermijn")
        guard records >= 1, retention.map(ISO8601Duration.isWellFormed) != false else {
            throw entry.fail("a count from 1 and an ISO 8601 duration")
        }
        return Holding(
            category: try entry.string("categorie"),
            label: try LocalizedText(reading: entry.object("omschrijving")), records: records,
            since: try date("sinds", entry), updated: try date("bijgewerkt", entry),
            purpose: try LocalizedText(reading: entry.object("doel")),
            legalBasis: try entry.string("grondslag"), retention: retention,
            recipients: try entry.strings("ontvangers"))
    }

    private static func date(_ name: String, _ entry: JSONReader) throws -> String? {
        guard let date = try entry.nullableString(name) else { return nil }
        guard PartialDate.isWellFormed(date) else { throw entry.fail("a date as '\(name)'") }
        return date
    }
}
