import MockPersons
import StrictJSON

/// Writes a person list as the API's `Persoon`: all that this mock knows to deliver, before it is
/// narrowed to the fields asked for.
struct PersonDocument {
    let person: PersonList
    let codes: CodeTables
    let today: PartialDate
    /// `PersoonBeperkt`, as searches deliver it: without groups that would be empty.
    var isLimited = false
    /// `gezag`, where it was asked for: it takes other people's lists to know.
    var authority: [JSONValue]?

    /// The fields of the person that were asked for, and those that come unasked.
    func delivered(_ fields: FieldSelection) -> JSONObject {
        let isAbroad = person.first(.residence)?["13.10"] != nil
        let asked =
            isAbroad
            ? fields
            : fields.resolving("verblijfplaatsBinnenland", as: "verblijfplaats")
                .resolving("adresseringBinnenland", as: "adressering")
        var group = whole
        let rni = RNIParticipants(person: person, codes: codes).list(fields)
        if !rni.isEmpty { group.deliver("rni", .array(rni)) }
        var object = group.delivered(asked)
        // Who asks for nothing of a residence but the lines of one in the Netherlands gets an empty
        // group for someone abroad.
        if isAbroad, !isLimited, fields.asksAny(of: ["adresseringBinnenland"]),
            !fields.asksAny(of: ["verblijfplaats", "adressering"])
        {
            object["adressering"] = [:]
        }
        return object
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
            group.add("geboorte", PlaceGroup.group(own, "03", codes: codes))
        }
        group.add(
            "nationaliteiten",
            person.current(.nationality).compactMap { NationalityGroup.group($0, codes: codes) })
        group.add(
            "overlijden",
            person.first(.death).flatMap { PlaceGroup.group($0, "08", codes: codes) })
        addResidence(to: &group)
        var addressing = AddressingGroup(person: person, codes: codes).group
        if isLimited { addressing?.grounds = [] }
        group.add("adressering", addressing)
        let relatives = RelativeGroups(person: person, codes: codes)
        group.add("partners", relatives.partners)
        group.add("kinderen", relatives.children)
        group.add("ouders", relatives.parents)
        group.add("gezag", authority.map { .array($0) })
        addRegistration(to: &group)
        addAuthority(to: &group)
        group.investigate(
            Investigation(own), since: "datumIngangOnderzoekPersoon",
            [
                "burgerservicenummer": ["01.20"], "geslacht": ["04.10"], "leeftijd": ["03.10"],
            ])
        return group
    }

    private func addResidence(to group: inout DocumentGroup) {
        guard let residence = person.first(.residence) else { return }
        group.add(
            "verblijfplaats", ResidenceGroup(residence: residence, codes: codes).group)
        group.add("gemeenteVanInschrijving", residence["09.10"].flatMap(municipality))
        group.add("datumInschrijvingInGemeente", residence.date("09.20").map(DutchDate.json))
        group.investigate(
            Investigation(residence), since: "datumIngangOnderzoekGemeente",
            ["gemeenteVanInschrijving": ["09.10"], "datumInschrijvingInGemeente": ["09.20"]])
    }

    private func addRegistration(to group: inout DocumentGroup) {
        let groups = RegistrationGroups(person: person, codes: codes, today: today)
        group.add("immigratie", groups.immigration)
        group.add("verblijfstitel", groups.permit)
        group.add("uitsluitingKiesrecht", groups.exclusion)
        group.add("europeesKiesrecht", groups.europeanVote)
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
        if registration.has(group: "71") {
            var check = JSONObject()
            check["datum"] = registration.date("71.10").map(DutchDate.json)
            check["omschrijving"] = registration["71.20"].map { .string($0) }
            group.deliver("verificatie", .object(check))
        }
    }

    private func addAuthority(to group: inout DocumentGroup) {
        guard let authority = person.first(.authority) else { return }
        group.add(
            "indicatieGezagMinderjarige",
            authority["32.10"].map {
                FixedCodes.json($0, codes.meaning(of: $0, in: .gezagsverhoudingen))
            })
        if authority["33.10"] == "1" { group.add("indicatieCurateleRegister", true) }
        group.investigate(
            Investigation(authority), since: "datumIngangOnderzoekGezag",
            ["indicatieGezagMinderjarige": ["32.10"], "indicatieCurateleRegister": ["33.10"]])
    }

    private var age: Int? {
        guard person.first(.registration)?["67.20"] != "O", person.first(.death) == nil,
            let birth = person.first(.person)?.date("03.10")
        else { return nil }
        return DutchDate.age(of: birth, on: today)
    }

    private func municipality(_ code: String) -> JSONValue? {
        guard code != "0000" else { return nil }
        return FixedCodes.json(code, codes.meaning(of: code, in: .gemeenten))
    }
}
