import BlueButton
import PartySetup
import StrictJSON
import Testing

@testable import RegistryGateway

/// The gateway asks the BRP for what its claims and holdings need: no field too few, none too many.
///
/// Each record is narrowed as the API narrows it: what was not asked for goes, what always comes
/// unasked stays.
struct BRPFieldsTests {
    private static let unasked: Set<String> = [
        "inOnderzoek", "indicatieVastgesteldVerblijftNietOpAdres",
        "geheimhoudingPersoonsgegevens", "opschortingBijhouding",
    ]

    private static let resident = """
        {"burgerservicenummer": "999993653", "aNummer": "1234567890", "leeftijd": 35,
         "geheimhoudingPersoonsgegevens": true,
         "naam": {"voornamen": "Roos", "voorletters": "R.", "voorvoegsel": "de",
            "geslachtsnaam": "Vries", "volledigeNaam": "Roos de Vries",
            "aanduidingNaamgebruik": {"code": "E"}, "inOnderzoek": {"voornamen": true}},
         "geboorte": {"datum": {"type": "Datum", "datum": "1990-07-02", "langFormaat": "x"},
            "plaats": {"code": "0546", "omschrijving": "Leiden"},
            "land": {"code": "6030", "omschrijving": "Nederland"}},
         "geslacht": {"code": "V", "omschrijving": "vrouw"},
         "verblijfplaats": {"type": "Adres",
            "adresseerbaarObjectIdentificatie": "0546010000000001",
            "functieAdres": {"code": "W", "omschrijving": "woonadres"},
            "datumIngangGeldigheid": {"type": "Datum", "datum": "2015-03-01"},
            "datumVan": {"type": "Datum", "datum": "2015-03-01", "langFormaat": "1 maart 2015"},
            "indicatieVastgesteldVerblijftNietOpAdres": true,
            "verblijfadres": {"officieleStraatnaam": "Dorpsstraat", "korteStraatnaam": "Dorpsstr",
               "huisnummer": 5, "huisletter": "A", "huisnummertoevoeging": "2",
               "aanduidingBijHuisnummer": {"code": "to"}, "postcode": "2311AA",
               "woonplaats": "Leiden"}},
         "adressering": {"adresregel1": "Dorpsstr 5 A-2", "adresregel2": "2311 AA LEIDEN"},
         "gemeenteVanInschrijving": {"code": "0546", "omschrijving": "Leiden"},
         "datumInschrijvingInGemeente": {"type": "Datum", "datum": "2015-03-01"},
         "nationaliteiten": [{"type": "Nationaliteit", "redenOpname": {"code": "001"},
            "datumIngangGeldigheid": {"type": "Datum", "datum": "1990-07-02"},
            "nationaliteit": {"code": "0001", "omschrijving": "Nederlandse"}}, {"type": "Staatloos"}],
         "partners": [{"burgerservicenummer": "999990019",
            "naam": {"voornamen": "Kim", "voorvoegsel": "van", "geslachtsnaam": "Dam",
               "voorletters": "K."},
            "geboorte": {"datum": {"type": "JaarMaandDatum", "jaar": 1988, "maand": 4},
               "plaats": {"omschrijving": "Delft"}, "land": {"omschrijving": "Nederland"}},
            "geslacht": {"code": "M"},
            "soortVerbintenis": {"code": "H", "omschrijving": "huwelijk"},
            "aangaanHuwelijkPartnerschap": {"datum": {"type": "Datum", "datum": "2012-05-05"},
               "plaats": {"omschrijving": "Delft"}, "land": {"omschrijving": "Nederland"}},
            "ontbindingHuwelijkPartnerschap": {"datum": {"type": "Datum", "datum": "2020-05-05"}}}],
         "ouders": [{"ouderAanduiding": "1"}], "kinderen": [{"burgerservicenummer": "999990020"}],
         "overlijden": {"datum": {"type": "JaarDatum", "jaar": 2024},
            "plaats": {"omschrijving": "Delft"}}}
        """

    private static let others = [
        """
        {"burgerservicenummer": "999993653", "verblijfplaats": {"type": "VerblijfplaatsBuitenland",
            "datumVan": {"type": "JaarDatum", "jaar": 2019},
            "verblijfadres": {"regel1": "Rue 1", "regel2": "1000 Bruxelles", "regel3": "Brabant",
               "land": {"code": "5010", "omschrijving": "België"}}}}
        """,
        // A street that has no short name of its own.
        """
        {"burgerservicenummer": "999993653", "verblijfplaats": {"type": "Adres",
            "verblijfadres": {"officieleStraatnaam": "Dorpsstraat"}}}
        """,
    ]

    private static var records: [JSONValue] {
        get throws {
            try ([resident] + others).map {
                try JSONValue.parse(Array($0.utf8), maximumBytes: 1 << 20)
            }
        }
    }

    @Test func `the page for testers names each field that the BRP is asked for`() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast(3).joined(separator: "/")
        let page = try TextFile.text("\(root)/docs/testers.md")
        let block = try #require(page.firstMatch(of: /```text\n([^`]+)```/))
        let named = block.output.1.split(whereSeparator: \.isWhitespace).map(String.init)
        let asked = Set(HaalCentraalBRP.claimFields + HaalCentraalBRP.holdingFields)
        #expect(Set(named) == asked && named.count == asked.count)
    }

    private static func claims(_ record: JSONValue) -> String {
        let claims = BRPClaims.claims(of: JSONReader(record)).all
        return claims.map { "\($0.name) \($0.value.text)" }.joined(separator: "\n")
    }

    private static func holdings(_ record: JSONValue) -> [Holding] {
        BRPHoldings.holdings(of: JSONReader(record))
    }

    /// A record as the API delivers it for some fields.
    private static func narrowed(_ record: JSONValue, to fields: [String]) -> JSONValue {
        narrow(record, fields.map { $0.split(separator: ".")[...] }) ?? .object([:])
    }

    private static func narrow(
        _ value: JSONValue, _ paths: [ArraySlice<Substring>]
    ) -> JSONValue? {
        if paths.contains(where: \.isEmpty) { return value }
        if let items = value.arrayValue { return .array(items.compactMap { narrow($0, paths) }) }
        guard let object = value.objectValue else { return nil }
        var kept = JSONObject()
        var isAsked = false
        for member in object {
            let below = paths.filter { $0.first.map(String.init) == member.name }
                .map { $0.dropFirst() }
            if unasked.contains(member.name) || member.name == "type" {
                kept[member.name] = member.value
                isAsked = isAsked || !below.isEmpty
            } else if !below.isEmpty, let inner = narrow(member.value, Array(below)) {
                kept[member.name] = inner
                isAsked = true
            }
        }
        return isAsked ? .object(kept) : nil
    }

    @Test func `the fields asked for are enough for every claim`() throws {
        for record in try Self.records {
            let narrowed = Self.narrowed(record, to: HaalCentraalBRP.claimFields)
            #expect(Self.claims(narrowed) == Self.claims(record))
        }
    }

    @Test func `the fields asked for are enough for every holding`() throws {
        for record in try Self.records {
            let narrowed = Self.narrowed(record, to: HaalCentraalBRP.holdingFields)
            #expect(Self.holdings(narrowed) == Self.holdings(record))
        }
    }

    @Test(arguments: HaalCentraalBRP.claimFields)
    func `no field is asked for that no claim needs`(field: String) throws {
        // By its number the answer is known to be about the right person.
        let fewer = HaalCentraalBRP.claimFields.filter { $0 != field }
        let changes = try Self.records.contains { record in
            let narrowed = Self.narrowed(record, to: fewer)
            return Self.claims(narrowed) != Self.claims(record)
        }
        #expect(changes)
    }

    @Test(arguments: HaalCentraalBRP.holdingFields.filter { $0 != "burgerservicenummer" })
    func `no field is asked for that no holding needs`(field: String) throws {
        let fewer = HaalCentraalBRP.holdingFields.filter { $0 != field }
        let changes = try (Self.records + [Self.datelessPartner]).contains { record in
            Self.holdings(Self.narrowed(record, to: fewer)) != Self.holdings(record)
        }
        #expect(changes)
    }

    private static let datelessPartner: JSONValue = [
        "burgerservicenummer": "999993653", "partners": [["soortVerbintenis": ["code": "H"]]],
    ]
}
