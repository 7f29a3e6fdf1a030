import MockPersons
import StrictJSON

/// The partners, children and parents on someone's person list.
struct RelativeGroups {
    let person: PersonList
    let codes: CodeTables

    /// The current partners; without one, the one whose marriage or partnership ended last.
    var partners: [DocumentGroup] {
        let all = person.current(.partner).filter {
            $0.concerns("01", "02", "03", "04", "06", "07", "15")
        }
        let current = all.filter { !$0.has(group: "07") }
        if !current.isEmpty { return current.map(partner) }
        let last = all.max { ($0["07.10"] ?? "") < ($1["07.10"] ?? "") }
        return last.map { [partner($0)] } ?? []
    }

    /// The children, but for those that are on the list as never having been one, and the stillborn.
    var children: [DocumentGroup] {
        person.current(.child).filter { occurrence in
            occurrence["89.10"] == nil
                && ["01", "02", "03"].contains { occurrence.has(group: $0) }
        }.map { relative($0) }
    }

    var parents: [DocumentGroup] {
        [(Category.parent1, "1"), (.parent2, "2")].compactMap { category, number in
            guard let occurrence = person.first(category),
                ["01", "02", "03", "04", "62"].contains(where: { occurrence.has(group: $0) })
            else { return nil }
            var group = relative(occurrence)
            group.add("ouderAanduiding", number)
            group.add("geslacht", occurrence["04.10"].map { FixedCodes.sex($0) })
            group.add(
                "datumIngangFamilierechtelijkeBetrekking",
                occurrence.date("62.10").map(DutchDate.json))
            group.investigate(
                Investigation(occurrence),
                [
                    "geslacht": ["04.10"],
                    "datumIngangFamilierechtelijkeBetrekking": ["62.10"],
                ])
            return group
        }
    }

    private func partner(_ occurrence: Occurrence) -> DocumentGroup {
        var group = relative(occurrence)
        let investigation = Investigation(occurrence)
        group.add("geslacht", occurrence["04.10"].map { FixedCodes.sex($0) })
        group.add("soortVerbintenis", occurrence["15.10"].flatMap { FixedCodes.union($0) })
        group.add(
            "aangaanHuwelijkPartnerschap", PlaceGroup.group(occurrence, "06", codes: codes))
        if occurrence.concerns("07") {
            var end = DocumentGroup()
            end.add("datum", occurrence.date("07.10").map(DutchDate.json))
            end.investigate(investigation, ["datum": ["07.10"]])
            group.add("ontbindingHuwelijkPartnerschap", end)
        }
        group.investigate(investigation, ["geslacht": ["04.10"], "soortVerbintenis": ["15.10"]])
        return group
    }

    private func relative(_ occurrence: Occurrence) -> DocumentGroup {
        var group = DocumentGroup()
        group.add("burgerservicenummer", occurrence["01.20"])
        group.add("naam", NameGroup.relative(occurrence, codes: codes))
        group.add("geboorte", PlaceGroup.group(occurrence, "03", codes: codes))
        group.investigate(Investigation(occurrence), ["burgerservicenummer": ["01.20"]])
        return group
    }
}
