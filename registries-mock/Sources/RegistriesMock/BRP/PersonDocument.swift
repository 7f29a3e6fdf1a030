import MockPersons
import StrictJSON

/// Writes a person list as the API's `Persoon`: all that this mock knows to deliver, before it is
/// narrowed to the fields asked for.
struct PersonDocument {
    let person: PersonList
    let codes: CodeTables
    let today: PartialDate

    /// The fields of the person that were asked for, and those that come unasked.
    func delivered(_ fields: FieldSelection) -> JSONObject {
        let isAbroad = person.first(.residence)?["13.10"] != nil
        let asked =
            isAbroad
            ? fields
            : fields.resolving("verblijfplaatsBinnenland", as: "verblijfplaats")
                .resolving("adresseringBinnenland", as: "adressering")
        return whole.delivered(asked)
    }

    private var whole: DocumentGroup {
        var group = DocumentGroup()
        let own = person.first(.person)
        group.add("aNummer", own?["01.10"])
        group.add("burgerservicenummer", own?["01.20"])
        group.add("geslacht", own?["04.10"].flatMap { FixedCodes.sex($0) })
        group.add("leeftijd", age.map { JSONValue.integer(Int64($0)) })
        if let own {
            group.add("naam", NameGroup.person(own, codes: codes))
            group.add("geboorte", birth(own))
        }
        group.add(
            "nationaliteiten",
            person.current(.nationality).compactMap { NationalityGroup.group($0, codes: codes) })
        group.add("overlijden", person.first(.death).flatMap { death($0) })
        if let residence = person.first(.residence) {
            let writer = ResidenceGroup(residence: residence, codes: codes)
            group.add("verblijfplaats", writer.group)
            group.add("adressering", writer.addressing)
            group.add("gemeenteVanInschrijving", residence["09.10"].flatMap(municipality))
            group.add("datumInschrijvingInGemeente", residence.date("09.20").map(DutchDate.json))
            group.investigate(
                Investigation(residence), since: "datumIngangOnderzoekGemeente",
                ["gemeenteVanInschrijving": ["09.10"], "datumInschrijvingInGemeente": ["09.20"]])
        }
        let relatives = RelativeGroups(person: person, codes: codes)
        group.add("partners", relatives.partners)
        group.add("kinderen", relatives.children)
        group.add("ouders", relatives.parents)
        addRegistration(to: &group)
        group.investigate(
            Investigation(own), since: "datumIngangOnderzoekPersoon",
            [
                "burgerservicenummer": ["01.20"], "geslacht": ["04.10"], "leeftijd": ["03.10"],
            ])
        return group
    }

    private func addRegistration(to group: inout DocumentGroup) {
        guard let registration = person.first(.registration) else { return }
        group.add("datumEersteInschrijvingGBA", registration.date("68.10").map(DutchDate.json))
        if let secrecy = registration["70.10"], secrecy != "0" {
            group.deliver("geheimhoudingPersoonsgegevens", true)
        }
        if let reason = registration["67.20"] {
            var suspension: JSONObject = ["reden": FixedCodes.suspension(reason)]
            suspension["datum"] = registration.date("67.10").map(DutchDate.json)
            group.deliver("opschortingBijhouding", .object(suspension))
        }
    }

    private var age: Int? {
        guard person.first(.registration)?["67.20"] != "O", person.first(.death) == nil,
            let birth = person.first(.person)?.date("03.10")
        else { return nil }
        return DutchDate.age(of: birth, on: today)
    }

    private func birth(_ own: Occurrence) -> DocumentGroup? {
        guard own.has(group: "03") else { return nil }
        var group = PlaceGroup.group(own, "03", codes: codes)
        group.investigate(
            Investigation(own), ["datum": ["03.10"], "plaats": ["03.20"], "land": ["03.30"]])
        return group
    }

    private func death(_ occurrence: Occurrence) -> DocumentGroup? {
        guard occurrence.has(group: "08") else { return nil }
        var group = PlaceGroup.group(occurrence, "08", codes: codes)
        group.investigate(
            Investigation(occurrence), ["datum": ["08.10"], "plaats": ["08.20"], "land": ["08.30"]])
        return group
    }

    private func municipality(_ code: String) -> JSONValue? {
        guard code != "0000" else { return nil }
        return FixedCodes.json(code, codes.meaning(of: code, in: .gemeenten))
    }
}
