/// The kinds of query of the API.
enum QueryKind: String, CaseIterable {
    case numbers = "RaadpleegMetBurgerservicenummer"
    case nameAndBirth = "ZoekMetGeslachtsnaamEnGeboortedatum"
    case nameAndMunicipality = "ZoekMetNaamEnGemeenteVanInschrijving"
    case postcode = "ZoekMetPostcodeEnHuisnummer"
    case street = "ZoekMetStraatHuisnummerEnGemeenteVanInschrijving"
    case numberDesignation = "ZoekMetNummeraanduidingIdentificatie"
    case addressableObject = "ZoekMetAdresseerbaarObjectIdentificatie"

    /// How many persons a search may find.
    static let maximumResults = 10

    /// The fields that can be asked for: all of `Persoon`, or those of `PersoonBeperkt`.
    var tree: FieldTree {
        switch self {
        case .numbers: .person
        case .addressableObject: .limitedWithAuthority
        default: .limited
        }
    }

    /// Its parameters besides `type`, `burgerservicenummer` and `fields`, in the order in which
    /// they are checked and reported.
    var parameters: [QueryParameter] {
        let municipality = QueryParameter("gemeenteVanInschrijving", .text(.municipality))
        let deceased = QueryParameter(QueryParameter.deceased, .boolean)
        let house = [
            QueryParameter("huisletter", .text(.houseLetter)),
            QueryParameter("huisnummertoevoeging", .text(.houseAddition)),
        ]
        let name = [
            QueryParameter("voorvoegsel", .text(.prefix)), QueryParameter("geslacht", .text(.sex)),
        ]
        return switch self {
        case .numbers: [municipality]
        case .nameAndBirth:
            [
                QueryParameter("geboortedatum", .date, isRequired: true),
                QueryParameter("geslachtsnaam", .text(.name), isRequired: true),
                QueryParameter("voornamen", .text(.optionalName)),
            ] + name + [municipality, deceased]
        case .nameAndMunicipality:
            [
                QueryParameter("gemeenteVanInschrijving", .text(.municipality), isRequired: true),
                QueryParameter("geslachtsnaam", .text(.name), isRequired: true),
                QueryParameter("voornamen", .text(.name), isRequired: true),
            ] + name + [deceased]
        case .postcode:
            [
                QueryParameter("postcode", .text(.postcode), isRequired: true),
                QueryParameter("huisnummer", .houseNumber, isRequired: true),
            ] + house + [
                QueryParameter("geboortedatum", .date),
                QueryParameter("geslachtsnaam", .text(.name)), municipality, deceased,
            ]
        case .street:
            [
                QueryParameter("gemeenteVanInschrijving", .text(.municipality), isRequired: true),
                QueryParameter("huisnummer", .houseNumber, isRequired: true),
                QueryParameter("straat", .text(.street), isRequired: true),
            ] + house + [deceased]
        case .numberDesignation:
            [
                QueryParameter(
                    "nummeraanduidingIdentificatie", .text(.object), isRequired: true),
                municipality, deceased,
            ]
        case .addressableObject:
            [
                QueryParameter(
                    "adresseerbaarObjectIdentificatie", .text(.object), isRequired: true),
                municipality, deceased,
            ]
        }
    }
}
