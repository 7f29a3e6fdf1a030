public import StrictJSON

/// The claim `naam` of `urn:nl:blauweknop:brp:1`; members bear the register's own names.
public struct PersonName: Hashable, Sendable {
    public let voornamen, voorvoegsel, geslachtsnaam, volledigeNaam: String?

    public init(
        voornamen: String? = nil, voorvoegsel: String? = nil, geslachtsnaam: String? = nil,
        volledigeNaam: String? = nil
    ) {
        self.voornamen = voornamen
        self.voorvoegsel = voorvoegsel
        self.geslachtsnaam = geslachtsnaam
        self.volledigeNaam = volledigeNaam
    }

    init(reading reader: JSONReader) throws {
        voornamen = try reader.nullableString("voornamen")
        voorvoegsel = try reader.nullableString("voorvoegsel")
        geslachtsnaam = try reader.nullableString("geslachtsnaam")
        volledigeNaam = try reader.nullableString("volledigeNaam")
    }

    public var json: JSONValue {
        [
            "voornamen": .nullable(voornamen), "voorvoegsel": .nullable(voorvoegsel),
            "geslachtsnaam": .nullable(geslachtsnaam), "volledigeNaam": .nullable(volledigeNaam),
        ]
    }
}
