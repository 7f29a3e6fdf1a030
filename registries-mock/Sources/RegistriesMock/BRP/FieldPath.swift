/// The paths that `fields` may name: the fields of a person in the API's description.
indirect enum FieldPath {
    case leaf
    case group([String: FieldPath])
    /// Delivered unasked; asking for it is refused.
    case automatic
    /// In the API's description, and not delivered by this mock yet.
    case later

    enum Verdict {
        case known
        case unknown
        case automatic
        case later
    }

    static func verdict(on path: String) -> Verdict {
        let names = path.split(separator: ".", omittingEmptySubsequences: false)
        var position = FieldPath.group(person)
        for name in names {
            switch position {
            case .leaf: return .unknown
            case .automatic: return .automatic
            case .later: return .later
            case .group(let fields):
                guard let next = fields[String(name)] else { return .unknown }
                position = next
            }
        }
        switch position {
        case .automatic: return .automatic
        case .later: return .later
        case .leaf, .group: return .known
        }
    }

    private static func fields(_ leaves: String, _ others: [String: FieldPath] = [:]) -> FieldPath {
        var fields = others
        for name in leaves.split(separator: " ") { fields[String(name)] = .leaf }
        fields["inOnderzoek"] = fields["inOnderzoek"] ?? .automatic
        return .group(fields)
    }

    private static let code = FieldPath.group(["code": .leaf, "omschrijving": .leaf])
    private static let date = FieldPath.group([
        "type": .leaf, "datum": .leaf, "langFormaat": .leaf, "jaar": .leaf, "maand": .leaf,
        "onbekend": .leaf,
    ])
    private static let title = FieldPath.group([
        "code": .leaf, "omschrijving": .leaf, "soort": .leaf,
    ])
    private static let place = fields("", ["datum": date, "land": code, "plaats": code])
    private static let relativesName = fields(
        "voornamen voorvoegsel geslachtsnaam voorletters", ["adellijkeTitelPredicaat": title])

    private static let residence = fields(
        "type adresseerbaarObjectIdentificatie nummeraanduidingIdentificatie",
        [
            "datumVan": date, "datumIngangGeldigheid": date, "functieAdres": code,
            "indicatieVastgesteldVerblijftNietOpAdres": .automatic,
            "verblijfadres": fields(
                "officieleStraatnaam korteStraatnaam huisnummer huisletter huisnummertoevoeging "
                    + "postcode woonplaats locatiebeschrijving regel1 regel2 regel3",
                ["aanduidingBijHuisnummer": code, "land": code]),
        ])

    private static let addressing = fields(
        "adresregel1 adresregel2 adresregel3",
        [
            "land": code, "aanhef": .later, "aanschrijfwijze": .later,
            "gebruikInLopendeTekst": .later,
            "indicatieVastgesteldVerblijftNietOpAdres": .automatic,
        ])

    private static let person: [String: FieldPath] = [
        "aNummer": .leaf, "burgerservicenummer": .leaf, "leeftijd": .leaf,
        "geslacht": code, "gemeenteVanInschrijving": code,
        "datumEersteInschrijvingGBA": date, "datumInschrijvingInGemeente": date,
        "naam": fields(
            "voornamen voorvoegsel geslachtsnaam voorletters volledigeNaam",
            ["adellijkeTitelPredicaat": title, "aanduidingNaamgebruik": code]),
        "geboorte": place, "overlijden": place,
        "nationaliteiten": fields(
            "type", ["redenOpname": code, "datumIngangGeldigheid": date, "nationaliteit": code]),
        "verblijfplaats": residence, "verblijfplaatsBinnenland": residence,
        "adressering": addressing, "adresseringBinnenland": addressing,
        "partners": fields(
            "burgerservicenummer",
            [
                "geslacht": code, "soortVerbintenis": code, "naam": relativesName,
                "geboorte": place, "aangaanHuwelijkPartnerschap": place,
                "ontbindingHuwelijkPartnerschap": fields("", ["datum": date]),
            ]),
        "kinderen": fields("burgerservicenummer", ["naam": relativesName, "geboorte": place]),
        "ouders": fields(
            "burgerservicenummer ouderAanduiding",
            [
                "geslacht": code, "naam": relativesName, "geboorte": place,
                "datumIngangFamilierechtelijkeBetrekking": date,
            ]),
        "inOnderzoek": .automatic, "geheimhoudingPersoonsgegevens": .automatic,
        "opschortingBijhouding": .automatic, "rni": .automatic, "verificatie": .automatic,
        "immigratie": .later, "verblijfstitel": .later, "gezag": .later,
        "indicatieCurateleRegister": .later, "indicatieGezagMinderjarige": .later,
        "uitsluitingKiesrecht": .later, "europeesKiesrecht": .later,
    ]
}
