import MockPersons
import StrictJSON

/// The lines of an address as they go on an envelope (NEN 5825).
struct AddressLines {
    let residence: Occurrence
    let codes: CodeTables

    /// Adds the lines that can be written: for an address in the Netherlands street and number must
    /// be known, abroad the country and a line.
    func add(to group: inout DocumentGroup) {
        if let country = residence["13.10"] {
            addAbroad(country, to: &group)
        } else if let location = known("12.10"), residence["11.10"] == nil {
            group.add("adresregel1", location)
            group.add("adresregel2", municipality?.uppercased())
        } else if let street = known("11.10"), let number = houseNumber {
            group.add("adresregel1", streetLine(street, number))
            group.add("adresregel2", townLine)
        }
        let investigation = Investigation(residence)
        group.isNotAtAddress = investigation?.isNotAtAddress ?? false
        group.investigate(
            investigation, since: "datumIngangOnderzoekVerblijfplaats",
            [
                "adresregel1": [
                    "11.10", "11.20", "11.30", "11.40", "11.50", "12.10", "13.30",
                ],
                "adresregel2": ["09.10", "11.60", "11.70", "13.40"], "adresregel3": ["13.50"],
                "land": ["13.10"],
            ])
    }

    private func addAbroad(_ country: String, to group: inout DocumentGroup) {
        guard country != "0000",
            ["13.30", "13.40", "13.50"].contains(where: { residence[$0] != nil })
        else { return }
        group.add("adresregel1", residence["13.30"])
        group.add("adresregel2", residence["13.40"])
        group.add("adresregel3", residence["13.50"])
        group.add("land", PlaceGroup.country(country, codes: codes))
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
}
