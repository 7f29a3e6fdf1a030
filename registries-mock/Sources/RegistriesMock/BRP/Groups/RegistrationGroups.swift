import MockPersons
import StrictJSON

/// Immigration, residence permit and voting rights.
struct RegistrationGroups {
    let person: PersonList
    let codes: CodeTables
    let today: PartialDate

    /// `immigratie`; a move abroad that nobody lives up to (`089999`) does not touch it.
    var immigration: DocumentGroup? {
        guard let residence = person.first(.residence), residence.concerns("14") else {
            return nil
        }
        var group = DocumentGroup()
        let country = residence["14.10"]
        group.add("datumVestigingInNederland", residence.date("14.20").map(DutchDate.json))
        group.add(
            "landVanwaarIngeschreven", country.flatMap { PlaceGroup.country($0, codes: codes) })
        if residence["14.20"] != nil { group.add("indicatieVestigingVanuitBuitenland", true) }
        if country == "0000" { group.add("vanuitVerblijfplaatsOnbekend", true) }
        let investigation = Investigation(residence)
        let isNotAtAddress = investigation?.isNotAtAddress ?? false
        group.investigate(
            isNotAtAddress ? nil : investigation,
            [
                "datumVestigingInNederland": ["14.20"], "landVanwaarIngeschreven": ["14.10"],
                "indicatieVestigingVanuitBuitenland": ["14.20"],
                "vanuitVerblijfplaatsOnbekend": ["14.10"],
            ])
        if !residence.has(group: "14"), !isNotAtAddress { group.grounds = [] }
        return group
    }

    /// `verblijfstitel`; nil where there is none (any more).
    var permit: DocumentGroup? {
        guard let permit = person.first(.residencePermit), let code = permit["39.10"],
            code != "98", !isOver(permit.date("39.20"))
        else { return nil }
        var group = DocumentGroup()
        group.add(
            "aanduiding",
            FixedCodes.json(code, codes.meaning(of: code, in: .verblijfstitels)))
        group.add("datumEinde", permit.date("39.20").map(DutchDate.json))
        group.add("datumIngang", permit.date("39.30").map(DutchDate.json))
        group.investigate(
            Investigation(permit),
            [
                "aanduiding": ["39.10"], "datumEinde": ["39.20"], "datumIngang": ["39.30"],
            ])
        return group
    }

    /// `uitsluitingKiesrecht`, while it lasts.
    var exclusion: DocumentGroup? {
        guard let rights = person.first(.votingRights), rights["38.10"] != nil,
            !isOver(rights.date("38.20"))
        else { return nil }
        var group = DocumentGroup()
        group.add("uitgeslotenVanKiesrecht", true)
        group.add("einddatum", rights.date("38.20").map(DutchDate.json))
        return group
    }

    /// `europeesKiesrecht`, while it lasts.
    var europeanVote: DocumentGroup? {
        guard let rights = person.first(.votingRights), let code = rights["31.10"],
            !isOver(rights.date("31.30"))
        else { return nil }
        var group = DocumentGroup()
        group.add("aanduiding", FixedCodes.europeanVote(code))
        group.add("einddatumUitsluiting", rights.date("31.30").map(DutchDate.json))
        return group
    }

    /// Whether a day has come, as far as is known of it: an unknown day is not over.
    private func isOver(_ end: PartialDate?) -> Bool {
        guard let end, case .day(let year, let month, let day) = today else { return false }
        return switch end {
        case .unknown: false
        case .year(let last): last < year
        case .month(let lastYear, let lastMonth): (lastYear, lastMonth) < (year, month)
        case .day(let lastYear, let lastMonth, let lastDay):
            (lastYear, lastMonth, lastDay) <= (year, month, day)
        }
    }
}
