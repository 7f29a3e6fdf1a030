import MockPersons
import StrictJSON

/// `rni`: which organisation brought what is known of someone who is not a resident (group 88), for
/// the categories of which a field was asked for.
struct RNIParticipants {
    let person: PersonList
    let codes: CodeTables

    private static let naming = [
        "adressering.aanhef", "adressering.aanschrijfwijze", "adressering.gebruikInLopendeTekst",
    ]
    private static let lines = ["adresregel1", "adresregel2", "adresregel3", "land"]
    private static let fields: [(Category, String, [String])] = [
        (
            .person, "Persoon",
            ["aNummer", "burgerservicenummer", "geslacht", "leeftijd", "naam", "geboorte"] + naming
        ),
        (.nationality, "Nationaliteit", ["nationaliteiten"]),
        (.death, "Overlijden", ["overlijden"]),
        (
            .residence, "Verblijfplaats",
            [
                "verblijfplaats", "verblijfplaatsBinnenland", "immigratie",
                "gemeenteVanInschrijving", "datumInschrijvingInGemeente", "adresseringBinnenland",
            ] + lines.map { "adressering." + $0 }
        ),
    ]

    func list(_ asked: FieldSelection) -> [JSONValue] {
        Self.fields.filter { asked.asksAny(of: $0.2) }.flatMap { category, name, _ in
            person.current(category).compactMap { occurrence in
                guard let number = occurrence["88.10"], occurrence["64.10"] == nil
                else { return nil }
                let code = String(repeating: "0", count: max(0, 4 - number.count)) + number
                var object: JSONObject = [
                    "deelnemer": FixedCodes.json(
                        code, codes.meaning(of: code, in: .rniDeelnemers))
                ]
                object["omschrijvingVerdrag"] = occurrence["88.20"].map { .string($0) }
                object["categorie"] = .string(name)
                return .object(object)
            }
        }
    }
}
