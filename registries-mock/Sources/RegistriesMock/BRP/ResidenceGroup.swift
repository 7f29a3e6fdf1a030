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

    /// `adressering`: the lines that go on an envelope (NEN 5825).
    var addressing: DocumentGroup? {
        var group = DocumentGroup()
        if let country = residence["13.10"] {
            guard country != "0000",
                ["13.30", "13.40", "13.50"].contains(where: { residence[$0] != nil })
            else { return nil }
            group.add("adresregel1", residence["13.30"])
            group.add("adresregel2", residence["13.40"])
            group.add("adresregel3", residence["13.50"])
            group.add("land", PlaceGroup.country(country, codes: codes))
        } else if let location = known("12.10"), residence["11.10"] == nil {
            group.add("adresregel1", location)
            group.add("adresregel2", municipality?.uppercased())
        } else if let street = known("11.10"), let number = houseNumber {
            group.add("adresregel1", streetLine(street, number))
            group.add("adresregel2", townLine)
        } else {
            return nil
        }
        group.isNotAtAddress = investigation?.isNotAtAddress ?? false
        group.investigate(
            investigation, since: "datumIngangOnderzoekVerblijfplaats",
            [
                "adresregel1": ["11.10", "11.20", "11.30", "11.40", "11.50", "12.10", "13.30"],
                "adresregel2": ["09.10", "11.60", "11.70", "13.40"], "adresregel3": ["13.50"],
                "land": ["13.10"],
            ])
        return group
    }

    private func streetLine(_ street: String, _ number: Int64) -> String {
        let beside = ["by": "bij ", "to": "t/o "][residence["11.50"] ?? ""] ?? ""
        var line = "\(street) \(beside)\(number)"
        switch (residence["11.30"], residence["11.40"]) {
        case (let letter?, let addition): line += " \(letter)\(addition ?? "")"
        case (nil, let addition?):
            line += addition.first?.isNumber == true ? "-\(addition)" : " \(addition)"
        case (nil, nil): break
        }
        return line
    }

    private var townLine: String? {
        let town = (known("11.70") ?? municipality)?.uppercased()
        let postcode = residence["11.60"].map { "\($0.prefix(4)) \($0.dropFirst(4))" }
        let parts = [postcode, town].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: "  ")
    }

    private var municipality: String? {
        residence["09.10"].flatMap { $0 == "0000" ? nil : codes.meaning(of: $0, in: .gemeenten) }
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
