import MockPersons
import StrictJSON

/// Where someone lives: an address, a location without one, a place abroad, or nobody knows.
struct ResidenceGroup {
    let residence: Occurrence
    let codes: CodeTables

    private var investigation: Investigation? { Investigation(residence) }

    /// `verblijfplaats`; nil where the list says nothing of it.
    var group: DocumentGroup? {
        var group = DocumentGroup()
        if let country = residence["13.10"] {
            addAbroad(to: &group, country: country)
        } else if residence["11.10"] != nil {
            addAddress(to: &group)
        } else if residence["12.10"] != nil {
            addLocation(to: &group)
        } else {
            return nil
        }
        group.add("datumIngangGeldigheid", residence.date("85.10").map(DutchDate.json))
        group.investigate(investigation, ["datumIngangGeldigheid": ["85.10"]])
        group.isNotAtAddress = investigation?.isNotAtAddress ?? false
        return group
    }

    private func addAddress(to group: inout DocumentGroup) {
        group.type = "Adres"
        addDutch(to: &group)
        group.add("adresseerbaarObjectIdentificatie", identifier("11.80"))
        group.add("nummeraanduidingIdentificatie", identifier("11.90"))
        group.add("verblijfadres", address)
        group.investigate(
            investigation,
            [
                "type": ["11.10"], "adresseerbaarObjectIdentificatie": ["11.80"],
                "nummeraanduidingIdentificatie": ["11.90"],
            ])
    }

    private var address: DocumentGroup {
        var group = DocumentGroup()
        group.add("officieleStraatnaam", known("11.15"))
        group.add("korteStraatnaam", known("11.10"))
        group.add("huisnummer", houseNumber.map { .integer($0) })
        group.add("huisletter", residence["11.30"])
        group.add("huisnummertoevoeging", residence["11.40"])
        group.add(
            "aanduidingBijHuisnummer", residence["11.50"].map { FixedCodes.besideHouseNumber($0) })
        group.add("postcode", residence["11.60"])
        group.add("woonplaats", known("11.70"))
        group.investigate(
            investigation,
            [
                "officieleStraatnaam": ["11.15"], "korteStraatnaam": ["11.10"],
                "huisnummer": ["11.20"], "huisletter": ["11.30"],
                "huisnummertoevoeging": ["11.40"], "aanduidingBijHuisnummer": ["11.50"],
                "postcode": ["11.60"], "woonplaats": ["11.70"],
            ])
        return group
    }

    private func addLocation(to group: inout DocumentGroup) {
        group.type = "Locatie"
        addDutch(to: &group)
        var location = DocumentGroup()
        location.add("locatiebeschrijving", known("12.10"))
        location.investigate(investigation, ["locatiebeschrijving": ["12.10"]])
        group.add("verblijfadres", location)
        group.investigate(investigation, ["type": ["12.10"]])
    }

    private func addDutch(to group: inout DocumentGroup) {
        group.add("datumVan", residence.date("10.30").map(DutchDate.json))
        group.add("functieAdres", residence["10.10"].map { FixedCodes.addressFunction($0) })
        group.investigate(investigation, ["datumVan": ["10.30"], "functieAdres": ["10.10"]])
    }

    private func addAbroad(to group: inout DocumentGroup, country: String) {
        group.type = country == "0000" ? "VerblijfplaatsOnbekend" : "VerblijfplaatsBuitenland"
        group.add("datumVan", residence.date("13.20").map(DutchDate.json))
        group.investigate(investigation, ["type": ["13.10"], "datumVan": ["13.20"]])
        guard country != "0000" else { return }
        var address = DocumentGroup()
        address.add("regel1", residence["13.30"])
        address.add("regel2", residence["13.40"])
        address.add("regel3", residence["13.50"])
        address.add("land", PlaceGroup.country(country, codes: codes))
        address.investigate(
            investigation,
            [
                "regel1": ["13.30"], "regel2": ["13.40"], "regel3": ["13.50"], "land": ["13.10"],
            ])
        group.add("verblijfadres", address)
    }

    private var houseNumber: Int64? {
        residence["11.20"].flatMap { Int64($0) }.flatMap { $0 == 0 ? nil : $0 }
    }

    private func known(_ element: String) -> String? {
        residence[element].flatMap { $0 == "." ? nil : $0 }
    }

    private func identifier(_ element: String) -> String? {
        residence[element].flatMap { id in id.allSatisfy { $0 == "0" } ? nil : id }
    }
}
