import BlueButton
import StrictJSON

/// The Basisregistratie Personen through Haal Centraal BRP bevragen 2.7.
struct HaalCentraalBRP: Registry {
    let exchange: RegistryExchange

    var credentialType: CredentialType? { .brp }

    /// What the claims are made of, and nothing beyond: the law lets no one ask for more.
    ///
    /// `inOnderzoek`, `geheimhoudingPersoonsgegevens`, `indicatieVastgesteldVerblijftNietOpAdres`
    /// and each date's and place's `type` come unasked.
    static let claimFields: [String] =
        [
            "burgerservicenummer", "naam.voornamen", "naam.voorvoegsel", "naam.geslachtsnaam",
            "naam.volledigeNaam", "geboorte.datum", "geboorte.plaats", "geboorte.land", "geslacht",
            "verblijfplaats.datumVan", "verblijfplaats.functieAdres",
        ]
        + [
            "korteStraatnaam", "officieleStraatnaam", "huisnummer", "huisletter",
            "huisnummertoevoeging", "postcode", "woonplaats", "land", "regel1", "regel2", "regel3",
        ].map { "verblijfplaats.verblijfadres.\($0)" }
        + [
            "gemeenteVanInschrijving", "nationaliteiten.type", "nationaliteiten.nationaliteit",
            "partners.naam.voornamen", "partners.naam.voorvoegsel", "partners.naam.geslachtsnaam",
            "partners.geboorte.datum", "partners.geboorte.plaats", "partners.geboorte.land",
            "partners.soortVerbintenis", "partners.aangaanHuwelijkPartnerschap.datum",
            "partners.ontbindingHuwelijkPartnerschap.datum", "overlijden.datum",
        ]

    /// What holdings are made of: that something is there, and since when.
    static let holdingFields: [String] = [
        "burgerservicenummer", "verblijfplaats.type", "verblijfplaats.datumVan",
        "nationaliteiten.type", "partners.soortVerbintenis",
        "partners.aangaanHuwelijkPartnerschap.datum", "overlijden.datum",
    ]

    func holdings(
        of person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [Holding] {
        guard let record = try await record(of: person, Self.holdingFields, deadline: deadline)
        else { return [] }
        return BRPHoldings.holdings(of: record)
    }

    func claims(
        about person: BSN, deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> [(name: String, value: JSONValue)] {
        let record = try await record(of: person, Self.claimFields, deadline: deadline)
        return BRPClaims.claims(of: record ?? JSONReader(JSONValue.object([:]))).all
    }

    private func record(
        of person: BSN, _ fields: [String], deadline: ContinuousClock.Instant
    ) async throws(RegistryFailure) -> JSONReader? {
        let answer = try await exchange.post(
            [
                "type": "RaadpleegMetBurgerservicenummer",
                "burgerservicenummer": .array([.string(person.revealed)]),
                "fields": .array(fields.map { .string($0) }),
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
