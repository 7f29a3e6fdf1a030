import StrictJSON

/// Turns a person of Haal Centraal into the claims of `urn:nl:blauweknop:brp:1`.
///
/// Every claim is always there, null where unknown. A qualifier stands inside the value that it
/// qualifies, so that it cannot be left out of a release.
enum BRPClaims {
    static func claims(of record: JSONReader) -> [(name: String, value: JSONValue)] {
        [
            ("naam", name(record["naam"])),
            ("geboorte", birth(record["geboorte"])),
            ("adres", address(record)),
            ("geslacht", record["geslacht"]?.description ?? .null),
            ("nationaliteiten", nationalities(record)),
            ("partner", partner(record)),
            ("overlijden", death(record)),
            ("burgerservicenummer", record["burgerservicenummer"]?.value ?? .null),
        ]
    }

    private static func name(_ name: JSONReader?) -> JSONValue {
        guard let name, !name.members.isEmpty else { return .null }
        return name.picking(["voornamen", "voorvoegsel", "geslachtsnaam", "volledigeNaam"])
    }

    private static func birth(_ birth: JSONReader?) -> JSONValue {
        guard let birth, !birth.members.isEmpty else { return .null }
        return [
            "datum": birth.date("datum"), "plaats": birth["plaats"]?.description ?? .null,
            "land": birth["land"]?.description ?? .null,
        ]
    }

    private static func address(_ record: JSONReader) -> JSONValue {
        guard let place = record["verblijfplaats"] else { return .null }
        let address = place["verblijfadres"]
        let lines = record["adressering"]
        let postal = (1...3).compactMap {
            address?["regel\($0)"]?.value ?? lines?["adresregel\($0)"]?.value
        }
        let country = address?["land"]?.description ?? lines?["land"]?.description ?? .null
        let isAbroad = place["type"]?.value == "VerblijfplaatsBuitenland"
        return [
            "straat": address?["korteStraatnaam"]?.value
                ?? address?["officieleStraatnaam"]?.value ?? .null,
            "huisnummer": address?["huisnummer"]?.value ?? .null,
            "huisletter": address?["huisletter"]?.value ?? .null,
            "huisnummertoevoeging": address?["huisnummertoevoeging"]?.value ?? .null,
            "postcode": address?["postcode"]?.value ?? .null,
            "woonplaats": address?["woonplaats"]?.value ?? .null,
            "gemeente": record["gemeenteVanInschrijving"]?.description ?? .null,
            "land": country,
            "regels": isAbroad ? .array(postal) : .null,
            "datumVan": place.date("datumVan"),
            "functie": place["functieAdres"]?.description ?? .null,
            "inOnderzoek": .bool(
                place["inOnderzoek"] != nil || address?["inOnderzoek"] != nil
                    || place["indicatieVastgesteldVerblijftNietOpAdres"]?.value == true),
            "geheimhouding": .bool(record["geheimhoudingPersoonsgegevens"]?.value == true),
        ]
    }

    private static func nationalities(_ record: JSONReader) -> JSONValue {
        guard let list = try? record.array("nationaliteiten") else { return .null }
        return .array(
            list.map { $0["nationaliteit"]?.description ?? $0["type"]?.value ?? .null })
    }

    private static func partner(_ record: JSONReader) -> JSONValue {
        guard let partner = (try? record.array("partners"))?.first else { return .null }
        return [
            "naam": name(partner["naam"]), "geboorte": birth(partner["geboorte"]),
            "soortVerbintenis": partner["soortVerbintenis"]?.description ?? .null,
            "sinds": partner["aangaanHuwelijkPartnerschap"]?.date("datum") ?? .null,
            "ontbonden": partner["ontbindingHuwelijkPartnerschap"]?.date("datum") ?? .null,
        ]
    }

    private static func death(_ record: JSONReader) -> JSONValue {
        guard let death = record["overlijden"] else { return .null }
        return ["datum": death.date("datum")]
    }
}
