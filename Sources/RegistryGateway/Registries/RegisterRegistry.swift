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
        Holding(
            category: try entry.string("categorie"), label: try text("omschrijving", entry),
            records: try entry.integer("aantal"), since: try date("sinds", entry),
            updated: try date("bijgewerkt", entry), purpose: try text("doel", entry),
            legalBasis: try entry.string("grondslag"),
            retention: try entry.nullableString("bewaartermijn"),
            recipients: try entry.strings("ontvangers"))
    }

    private static func text(_ name: String, _ entry: JSONReader) throws -> LocalizedText {
        let text = try entry.object(name)
        return LocalizedText(nl: try text.string("nl"), en: try text.string("en"))
    }

    private static func date(_ name: String, _ entry: JSONReader) throws -> String? {
        guard let date = try entry.nullableString(name) else { return nil }
        guard PartialDate.isWellFormed(date) else { throw entry.fail("a date as '\(name)'") }
        return date
    }
}
