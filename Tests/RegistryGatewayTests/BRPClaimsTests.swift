import BlueButton
import StrictJSON
import Testing

@testable import RegistryGateway

/// What Haal Centraal BRP bevragen 2.7 writes, and the claims that come of it.
struct BRPClaimsTests {
    private func claims(_ record: String) throws -> JSONObject {
        let reader = JSONReader(try JSONValue.parse(record, maximumBytes: 1 << 20))
        var object = JSONObject()
        for claim in BRPClaims.claims(of: reader).all { object[claim.name] = claim.value }
        return object
    }

    private func address(_ record: String) throws -> JSONObject {
        try #require(try claims(record)["adres"]?.objectValue)
    }

    static let resident = """
        {"burgerservicenummer": "999993653",
         "naam": {"voornamen": "Roos", "voorvoegsel": "de", "geslachtsnaam": "Vries",
                  "volledigeNaam": "Roos de Vries", "aanduidingNaamgebruik": {"code": "E"}},
         "geboorte": {"datum": {"type": "Datum", "datum": "1990-07-02", "langFormaat": "x"},
                      "plaats": {"code": "0546", "omschrijving": "Leiden"},
                      "land": {"code": "6030", "omschrijving": "Nederland"}},
         "geslacht": {"code": "V", "omschrijving": "vrouw"},
         "verblijfplaats": {"type": "Adres",
            "functieAdres": {"code": "W", "omschrijving": "woonadres"},
            "datumVan": {"type": "Datum", "datum": "2015-03-01", "langFormaat": "1 maart 2015"},
            "verblijfadres": {"officieleStraatnaam": "Dorpsstraat", "korteStraatnaam": "Dorpsstr",
               "huisnummer": 5, "huisletter": "A", "postcode": "2311AA", "woonplaats": "Leiden"}},
         "adressering": {"adresregel1": "Dorpsstr 5 A", "adresregel2": "2311 AA LEIDEN"},
         "gemeenteVanInschrijving": {"code": "0546", "omschrijving": "Leiden"},
         "nationaliteiten": [{"type": "Nationaliteit",
            "nationaliteit": {"code": "0001", "omschrijving": "Nederlandse"}}]}
        """

    @Test func `every claim is there for someone who lives here`() throws {
        let claims = try claims(Self.resident)
        #expect(
            claims["naam"]
                == [
                    "voornamen": "Roos", "voorvoegsel": "de", "geslachtsnaam": "Vries",
                    "volledigeNaam": "Roos de Vries",
                ])
        #expect(
            claims["geboorte"]
                == ["datum": "1990-07-02", "plaats": "Leiden", "land": "Nederland"])
        #expect(
            claims["adres"]
                == [
                    "straat": "Dorpsstr", "huisnummer": 5, "huisletter": "A",
                    "huisnummertoevoeging": .null, "postcode": "2311AA", "woonplaats": "Leiden",
                    "gemeente": "Leiden", "land": .null, "regels": .null,
                    "datumVan": "2015-03-01", "functie": "woonadres", "inOnderzoek": false,
                    "geheimhouding": false,
                ])
        #expect(claims["geslacht"] == "vrouw" && claims["nationaliteiten"] == ["Nederlandse"])
        #expect(claims["partner"] == .null && claims["overlijden"] == .null)
        #expect(claims["burgerservicenummer"] == "999993653")
    }

    @Test func `someone who is not known has the same claims, all null`() throws {
        let (nobody, someone) = (try claims("{}"), try claims(Self.resident))
        #expect(nobody.names == someone.names)
        #expect(nobody.allSatisfy { $0.value == .null })
    }

    @Test(
        arguments: [
            (#"{"type": "Datum", "datum": "1990-07-02"}"#, "1990-07-02"),
            (#"{"type": "JaarMaandDatum", "jaar": 1990, "maand": 7}"#, "1990-07"),
            (#"{"type": "JaarDatum", "jaar": 990}"#, "0990"),
            (#"{"type": "DatumOnbekend", "onbekend": true}"#, .null),
            (#"{}"#, .null), (#""1990""#, .null),
        ] as [(String, JSONValue)])
    func `a date says what the registry knows of it`(date: String, claim: JSONValue) throws {
        let birth = try claims(#"{"geboorte": {"datum": \#(date)}}"#)["geboorte"]
        #expect(birth == ["datum": claim, "plaats": .null, "land": .null])
    }

    @Test func `a code without a description stands for itself`() throws {
        let birth = try claims(#"{"geboorte": {"plaats": {"code": "1999"}, "land": {}}}"#)
        #expect(birth["geboorte"] == ["datum": .null, "plaats": "1999", "land": .null])
    }

    @Test func `an address abroad has lines and a country`() throws {
        let address = try address(
            """
            {"verblijfplaats": {"type": "VerblijfplaatsBuitenland",
                "datumVan": {"type": "JaarDatum", "jaar": 2019},
                "verblijfadres": {"regel1": "Rue du pomme 25", "regel2": "Bruxelles",
                    "land": {"code": "5010", "omschrijving": "België"}}},
             "adressering": {"adresregel1": "other", "land": {"omschrijving": "other"}}}
            """)
        #expect(address["regels"] == ["Rue du pomme 25", "Bruxelles"])
        #expect(address["land"] == "België" && address["straat"] == .null)
        #expect(address["datumVan"] == "2019")
    }

    @Test func `the postal address, which nobody asked for, fills nothing in`() throws {
        let address = try address(
            """
            {"verblijfplaats": {"type": "VerblijfplaatsBuitenland", "verblijfadres": {}},
             "adressering": {"adresregel1": "Rue 1", "adresregel3": "Paris",
                "land": {"omschrijving": "Frankrijk"}}}
            """)
        #expect(address["regels"] == [] && address["land"] == .null)
    }

    @Test func `an unknown place is an address of which nothing is known`() throws {
        let address = try address(
            """
            {"verblijfplaats": {"type": "VerblijfplaatsOnbekend",
                "datumVan": {"type": "DatumOnbekend", "onbekend": true}}}
            """)
        let known = address.filter { $0.value != .null }.map(\.name)
        #expect(known == ["inOnderzoek", "geheimhouding"])
    }

    @Test(arguments: [
        #"{"verblijfplaats": {"type": "Adres", "inOnderzoek": {"type": true}}}"#,
        #"{"verblijfplaats": {"verblijfadres": {"inOnderzoek": {"huisnummer": true}}}}"#,
        #"{"verblijfplaats": {"indicatieVastgesteldVerblijftNietOpAdres": true}}"#,
    ])
    func `an address in dispute says so inside itself`(record: String) throws {
        #expect(try address(record)["inOnderzoek"] == true)
    }

    @Test func `confidentiality goes with the address`() throws {
        let record = #"{"geheimhoudingPersoonsgegevens": true, "verblijfplaats": {}}"#
        let address = try address(record)
        #expect(address["geheimhouding"] == true && address["inOnderzoek"] == false)
    }

    @Test func `partner, death and nationality of other kinds`() throws {
        let claims = try claims(
            """
            {"partners": [{"naam": {"geslachtsnaam": "Bakker"},
                "geboorte": {"datum": {"type": "JaarDatum", "jaar": 1988}},
                "soortVerbintenis": {"code": "H", "omschrijving": "huwelijk"},
                "aangaanHuwelijkPartnerschap":
                    {"datum": {"type": "Datum", "datum": "2012-05-05"}}}],
             "overlijden": {"datum": {"type": "Datum", "datum": "2024-01-31"}},
             "nationaliteiten": [{"type": "BehandeldAlsNederlander"},
                {"type": "Nationaliteit", "nationaliteit": {"code": "0052"}}, {}]}
            """)
        let partner = try #require(claims["partner"]?.objectValue)
        #expect(partner["soortVerbintenis"] == "huwelijk" && partner["sinds"] == "2012-05-05")
        #expect(partner["ontbonden"] == .null)
        #expect(partner["geboorte"]?.objectValue?["datum"] == "1988")
        #expect(claims["overlijden"] == ["datum": "2024-01-31"])
        #expect(claims["nationaliteiten"] == ["BehandeldAlsNederlander", "0052", .null])
    }

    @Test(arguments: [
        #"{"naam": "text", "geboorte": 7, "verblijfplaats": [], "partners": {}}"#,
        #"{"naam": {}, "geboorte": {}, "nationaliteiten": "none", "overlijden": 1}"#,
    ])
    func `what has another form than expected becomes null, not a failure`(
        record: String
    ) throws {
        let claims = try claims(record)
        #expect(claims["naam"] == .null && claims["geboorte"] == .null)
        #expect(claims["partner"] == .null && claims["nationaliteiten"] == .null)
    }
}
