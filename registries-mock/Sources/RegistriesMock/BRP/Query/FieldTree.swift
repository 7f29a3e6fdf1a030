/// The fields that `fields` may name, as the API's description has them.
indirect enum FieldTree {
    case leaf
    /// A date or a code with its meaning: delivered whole whichever part is named.
    case value
    /// Delivered whole; naming a part is refused.
    case whole
    case group([String: FieldTree])
    /// Delivered unasked; asking for it is refused.
    case automatic

    enum Verdict {
        case known
        case unknown
        case notAllowed
    }

    func verdict(on path: String) -> Verdict {
        var position = self
        for name in path.split(separator: ".", omittingEmptySubsequences: false) {
            switch position {
            case .leaf: return .unknown
            case .value: return .known
            case .automatic, .whole: return .notAllowed
            case .group(let fields):
                guard let next = fields[String(name)] else { return .unknown }
                position = next
            }
        }
        if case .automatic = position { return .notAllowed }
        return .known
    }

    /// What stands below a name; nil where nothing does.
    func below(_ name: some StringProtocol) -> FieldTree? {
        guard case .group(let fields) = self else { return nil }
        return fields[String(name)]
    }

    private static func fields(_ leaves: String, values: String = "") -> [String: FieldTree] {
        var fields: [String: FieldTree] = ["inOnderzoek": .automatic]
        for name in leaves.split(separator: " ") { fields[String(name)] = .leaf }
        for name in values.split(separator: " ") { fields[String(name)] = .value }
        return fields
    }

    private static func group(
        _ leaves: String = "", values: String = "", _ others: [String: FieldTree] = [:]
    ) -> FieldTree {
        .group(fields(leaves, values: values).merging(others) { $1 })
    }

    private static let place = group(values: "datum land plaats")
    private static let relativesName = group(
        "voornamen voorvoegsel geslachtsnaam voorletters", values: "adellijkeTitelPredicaat")
    private static let flag: [String: FieldTree] = [
        "indicatieVastgesteldVerblijftNietOpAdres": .automatic
    ]

    private static func residence(abroad: Bool) -> FieldTree {
        group(
            "type adresseerbaarObjectIdentificatie nummeraanduidingIdentificatie",
            values: "datumVan datumIngangGeldigheid functieAdres",
            flag.merging([
                "verblijfadres": group(
                    "officieleStraatnaam korteStraatnaam huisnummer huisletter postcode woonplaats "
                        + "huisnummertoevoeging locatiebeschrijving"
                        + (abroad ? " regel1 regel2 regel3" : ""),
                    values: "aanduidingBijHuisnummer" + (abroad ? " land" : ""))
            ]) { $1 })
    }

    private static let addressLines: [String: FieldTree] = fields(
        "adresregel1 adresregel2 adresregel3", values: "land"
    ).merging(flag) { $1 }
    private static let homeLines = group("adresregel1 adresregel2", flag)

    private static let unasked: [String: FieldTree] = [
        "inOnderzoek": .automatic, "geheimhoudingPersoonsgegevens": .automatic,
        "opschortingBijhouding": .automatic, "rni": .automatic, "verificatie": .automatic,
    ]

    /// `PersoonBeperkt`, what searches deliver.
    static let limited = FieldTree.group(limitedFields)
    /// `GezagPersoonBeperkt`.
    static let limitedWithAuthority = FieldTree.group(
        limitedFields.merging(["gezag": .whole]) { $1 })

    private static let limitedFields: [String: FieldTree] = fields(
        "burgerservicenummer leeftijd", values: "geslacht"
    ).merging(unasked) { $1 }.merging([
        "naam": group(
            "voornamen voorvoegsel geslachtsnaam voorletters volledigeNaam",
            values: "adellijkeTitelPredicaat"),
        "geboorte": group(values: "datum"), "adressering": .group(addressLines),
        "adresseringBinnenland": homeLines,
    ]) { $1 }

    /// `Persoon`.
    static let person = FieldTree.group(
        fields(
            "aNummer burgerservicenummer leeftijd indicatieCurateleRegister",
            values: "geslacht gemeenteVanInschrijving datumEersteInschrijvingGBA "
                + "datumInschrijvingInGemeente indicatieGezagMinderjarige"
        ).merging(unasked) { $1 }.merging([
            "naam": group(
                "voornamen voorvoegsel geslachtsnaam voorletters volledigeNaam",
                values: "adellijkeTitelPredicaat aanduidingNaamgebruik"),
            "geboorte": place, "overlijden": place, "gezag": .whole,
            "nationaliteiten": group(
                "type", values: "redenOpname datumIngangGeldigheid nationaliteit"),
            "verblijfplaats": residence(abroad: true),
            "verblijfplaatsBinnenland": residence(abroad: false),
            "adressering": .group(
                addressLines.merging([
                    "aanhef": .leaf, "gebruikInLopendeTekst": .leaf,
                    "aanschrijfwijze": .group(["naam": .leaf, "aanspreekvorm": .leaf]),
                ]) { $1 }),
            "adresseringBinnenland": homeLines,
            "immigratie": group(
                "indicatieVestigingVanuitBuitenland vanuitVerblijfplaatsOnbekend",
                values: "datumVestigingInNederland landVanwaarIngeschreven"),
            "verblijfstitel": group(values: "aanduiding datumEinde datumIngang"),
            "uitsluitingKiesrecht": .group([
                "uitgeslotenVanKiesrecht": .leaf, "einddatum": .value,
            ]),
            "europeesKiesrecht": .group(["aanduiding": .value, "einddatumUitsluiting": .value]),
            "partners": group(
                "burgerservicenummer", values: "geslacht soortVerbintenis",
                [
                    "naam": relativesName, "geboorte": place, "aangaanHuwelijkPartnerschap": place,
                    "ontbindingHuwelijkPartnerschap": group(values: "datum"),
                ]),
            "kinderen": group("burgerservicenummer", ["naam": relativesName, "geboorte": place]),
            "ouders": group(
                "burgerservicenummer ouderAanduiding",
                values: "geslacht datumIngangFamilierechtelijkeBetrekking",
                ["naam": relativesName, "geboorte": place]),
        ]) { $1 })
}
