import MockPersons
import StrictJSON

/// A nationality that someone has, or what stands in its place.
enum NationalityGroup {
    /// Nil for a nationality that ended.
    static func group(_ occurrence: Occurrence, codes: CodeTables) -> DocumentGroup? {
        guard occurrence["64.10"] == nil, let type = type(of: occurrence) else { return nil }
        var group = DocumentGroup()
        group.type = type
        if type == "Nationaliteit", let code = occurrence["05.10"] {
            group.add(
                "nationaliteit",
                FixedCodes.json(code, codes.meaning(of: code, in: .nationaliteiten)))
        }
        if let reason = occurrence["63.10"], reason != "000" {
            group.add(
                "redenOpname",
                FixedCodes.json(reason, codes.meaning(of: reason, in: .redenenNationaliteit)))
        }
        group.add("datumIngangGeldigheid", occurrence.date("85.10").map(DutchDate.json))
        let investigation = Investigation(occurrence)
        group.investigate(
            investigation, ["redenOpname": ["63.10"], "type": ["05.10", "65.10"]])
        if type == "Nationaliteit" {
            group.investigate(investigation, ["nationaliteit": ["05.10"]])
        }
        return group
    }

    private static func type(of occurrence: Occurrence) -> String? {
        switch (occurrence["05.10"], occurrence["65.10"]) {
        case ("0002", _), (_, "B"): "BehandeldAlsNederlander"
        case ("0500", _), (_, "V"): "VastgesteldNietNederlander"
        case ("0499", _): "Staatloos"
        case ("0000", _): "NationaliteitOnbekend"
        case (nil, _): nil
        default: "Nationaliteit"
        }
    }
}
