import BlueButton
import StrictJSON

/// Turns a person of Haal Centraal into the claims of `urn:nl:blauweknop:brp:1`.
///
/// Every claim is always there, null where unknown. A qualifier stands inside the value that it
/// qualifies, so that it cannot be left out of a release.
enum BRPClaims {
    static func claims(of record: JSONReader) -> PersonClaims {
        var claims = PersonClaims()
        claims.naam = name(record["naam"])
        claims.geboorte = birth(record["geboorte"])
        claims.adres = address(record)
        claims.geslacht = record["geslacht"]?.description
        claims.nationaliteiten = nationalities(record)
        claims.partner = partner(record)
        claims.overlijden = record["overlijden"].map { PersonDeath(datum: $0.date("datum")) }
        claims.burgerservicenummer = record.text("burgerservicenummer").flatMap { try? BSN($0) }
        return claims
    }

    private static func name(_ name: JSONReader?) -> PersonName? {
        guard let name, !name.members.isEmpty else { return nil }
        return PersonName(
            voornamen: name.text("voornamen"), voorvoegsel: name.text("voorvoegsel"),
            geslachtsnaam: name.text("geslachtsnaam"), volledigeNaam: name.text("volledigeNaam"))
    }

    private static func birth(_ birth: JSONReader?) -> PersonBirth? {
        guard let birth, !birth.members.isEmpty else { return nil }
        return PersonBirth(
            datum: birth.date("datum"), plaats: birth["plaats"]?.description,
            land: birth["land"]?.description)
    }

    private static func address(_ record: JSONReader) -> PersonAddress? {
        guard let place = record["verblijfplaats"] else { return nil }
        let found = place["verblijfadres"]
        let isDisputed =
            place["inOnderzoek"] != nil || found?["inOnderzoek"] != nil
            || place["indicatieVastgesteldVerblijftNietOpAdres"]?.value == true
        var address = PersonAddress(
            inOnderzoek: isDisputed,
            geheimhouding: record["geheimhoudingPersoonsgegevens"]?.value == true)
        address.straat = found?.text("korteStraatnaam") ?? found?.text("officieleStraatnaam")
        address.huisnummer = try? found?.integer("huisnummer")
        address.huisletter = found?.text("huisletter")
        address.huisnummertoevoeging = found?.text("huisnummertoevoeging")
        address.postcode = found?.text("postcode")
        address.woonplaats = found?.text("woonplaats")
        address.gemeente = record["gemeenteVanInschrijving"]?.description
        address.land = found?["land"]?.description
        if place["type"]?.value == "VerblijfplaatsBuitenland" {
            address.regels = (1...3).compactMap { found?.text("regel\($0)") }
        }
        address.datumVan = place.date("datumVan")
        address.functie = place["functieAdres"]?.description
        return address
    }

    private static func nationalities(_ record: JSONReader) -> [String?]? {
        guard let list = try? record.array("nationaliteiten") else { return nil }
        return list.map { $0["nationaliteit"]?.description ?? $0.text("type") }
    }

    private static func partner(_ record: JSONReader) -> PersonPartner? {
        guard let partner = (try? record.array("partners"))?.first else { return nil }
        return PersonPartner(
            naam: name(partner["naam"]), geboorte: birth(partner["geboorte"]),
            soortVerbintenis: partner["soortVerbintenis"]?.description,
            sinds: partner["aangaanHuwelijkPartnerschap"]?.date("datum"),
            ontbonden: partner["ontbindingHuwelijkPartnerschap"]?.date("datum"))
    }
}
