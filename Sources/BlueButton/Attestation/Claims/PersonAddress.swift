public import StrictJSON

/// The claim `adres` of `urn:nl:blauweknop:brp:1`, with what qualifies it inside.
///
/// `inOnderzoek` and `geheimhouding` are always said; `land` and `regels` only of an address abroad.
public struct PersonAddress: Hashable, Sendable {
    public var straat: String?
    public var huisnummer: Int64?
    public var huisletter, huisnummertoevoeging, postcode, woonplaats, gemeente: String?
    /// The country and the lines of an address abroad.
    public var land: String?, regels: [String]?
    /// Since when: `YYYY-MM-DD`, or as much of it as the register knows.
    public var datumVan: String?
    public var functie: String?
    /// Whether the register doubts the address.
    public var inOnderzoek: Bool
    /// Whether the person asked the register to give the address to nobody who need not have it.
    public var geheimhouding: Bool

    /// An address of which nothing else is known.
    public init(inOnderzoek: Bool, geheimhouding: Bool) {
        self.inOnderzoek = inOnderzoek
        self.geheimhouding = geheimhouding
    }

    init(reading reader: JSONReader) throws {
        straat = try reader.nullableString("straat")
        huisnummer = try reader.nullableInteger("huisnummer")
        huisletter = try reader.nullableString("huisletter")
        huisnummertoevoeging = try reader.nullableString("huisnummertoevoeging")
        postcode = try reader.nullableString("postcode")
        woonplaats = try reader.nullableString("woonplaats")
        gemeente = try reader.nullableString("gemeente")
        // Of an address here they may be left out, as well as null.
        if reader.member("land") != nil { land = try reader.nullableString("land") }
        if let lines = reader.member("regels"), lines.value != .null {
            regels = try reader.strings("regels")
        }
        datumVan = try reader.nullableDate("datumVan")
        functie = try reader.nullableString("functie")
        inOnderzoek = try reader.bool("inOnderzoek")
        geheimhouding = try reader.bool("geheimhouding")
    }

    public var json: JSONValue {
        [
            "straat": .nullable(straat), "huisnummer": huisnummer.map { .integer($0) } ?? .null,
            "huisletter": .nullable(huisletter),
            "huisnummertoevoeging": .nullable(huisnummertoevoeging),
            "postcode": .nullable(postcode), "woonplaats": .nullable(woonplaats),
            "gemeente": .nullable(gemeente), "land": .nullable(land),
            "regels": regels.map { .strings($0) } ?? .null, "datumVan": .nullable(datumVan),
            "functie": .nullable(functie), "inOnderzoek": .bool(inOnderzoek),
            "geheimhouding": .bool(geheimhouding),
        ]
    }
}
