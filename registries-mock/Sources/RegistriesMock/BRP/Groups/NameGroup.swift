import MockPersons
import StrictJSON

/// The name of a person or of a relative.
enum NameGroup {
    /// The name of the person whose list it is.
    static func person(_ own: Occurrence, codes: CodeTables) -> DocumentGroup? {
        guard own.concerns("02", "61") else { return nil }
        var group = basis(own, codes: codes)
        group.add("volledigeNaam", fullName(own))
        group.add("aanduidingNaamgebruik", own["61.10"].map { FixedCodes.nameUse($0) })
        group.investigate(
            Investigation(own),
            [
                "volledigeNaam": ["02.10", "02.20", "02.30", "02.40", "04.10"],
                "aanduidingNaamgebruik": ["61.10"],
            ])
        return group
    }

    /// The name of a parent, partner or child; nil where the list has none.
    static func relative(_ occurrence: Occurrence, codes: CodeTables) -> DocumentGroup? {
        occurrence.concerns("02") ? basis(occurrence, codes: codes) : nil
    }

    private static func basis(_ occurrence: Occurrence, codes: CodeTables) -> DocumentGroup {
        var group = DocumentGroup()
        group.add("voornamen", occurrence["02.10"])
        group.add("adellijkeTitelPredicaat", occurrence["02.20"].map { title($0, codes: codes) })
        group.add("voorvoegsel", occurrence["02.30"])
        group.add("geslachtsnaam", known(occurrence["02.40"]))
        group.add("voorletters", occurrence["02.10"].map { initials($0) })
        group.investigate(
            Investigation(occurrence),
            [
                "voornamen": ["02.10"], "adellijkeTitelPredicaat": ["02.20"],
                "voorvoegsel": ["02.30"], "geslachtsnaam": ["02.40"], "voorletters": ["02.10"],
            ])
        return group
    }

    private static func known(_ name: String?) -> String? {
        name == "." ? nil : name
    }

    private static func title(_ code: String, codes: CodeTables) -> JSONValue {
        var object: JSONObject = ["code": .string(code)]
        object["omschrijving"] = codes.meaning(of: code, in: .titels).map { .string($0) }
        object["soort"] = .string(NobleTitle(code: code).isPredicate ? "predicaat" : "titel")
        return .object(object)
    }

    static func initials(_ names: String) -> String {
        let names = names.split(separator: " ")
        var text = ""
        for (number, name) in names.enumerated() {
            if name.count == 1 {
                text += number < names.count - 1 ? "\(name) " : "\(name)"
            } else {
                text += "\(name.prefix(1))."
            }
        }
        return text
    }

    static func fullName(_ own: Occurrence) -> String? {
        let title = own["02.20"].map { NobleTitle(code: $0) }
        let word = title?.word(for: Sex(own["04.10"])) ?? title?.word
        let leads = title?.isPredicate ?? false
        let parts = [
            leads ? word : nil, own["02.10"], leads ? nil : word, own["02.30"],
            known(own["02.40"]),
        ]
        let name = parts.compactMap { $0 }.flatMap { $0.split(separator: " ") }
        return name.isEmpty ? nil : name.joined(separator: " ")
    }
}
