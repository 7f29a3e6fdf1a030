import MockPersons
import StrictJSON

/// The name of a person or of a relative.
enum NameGroup {
    /// The name of the person whose list it is.
    static func person(_ own: Occurrence, codes: CodeTables) -> DocumentGroup? {
        guard var group = relative(own, codes: codes) else { return nil }
        group.add("volledigeNaam", fullName(own, codes: codes))
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
        guard occurrence.has(group: "02") else { return nil }
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
        object["soort"] = .string(isPredicate(code) ? "predicaat" : "titel")
        return .object(object)
    }

    /// A predicate (jonkheer, jonkvrouw) stands before the given names, a title behind them.
    private static func isPredicate(_ code: String) -> Bool {
        code == "JH" || code == "JV"
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

    private static func fullName(_ own: Occurrence, codes: CodeTables) -> String? {
        let code = own["02.20"].map { titleCode($0, sex: own["04.10"]) }
        let title = code.flatMap { codes.meaning(of: $0, in: .titels) }
        let isBefore = code.map { isPredicate($0) } ?? false
        let parts = [
            isBefore ? title : nil, own["02.10"], isBefore ? nil : title, own["02.30"],
            known(own["02.40"]),
        ]
        let name = parts.compactMap { $0 }.joined(separator: " ")
        return name.isEmpty ? nil : name
    }

    /// The form of a title for a man or a woman; as it stands for others.
    private static func titleCode(_ code: String, sex: String?) -> String {
        let pairs = ["B": "BS", "G": "GI", "H": "HI", "M": "MI", "P": "PS", "JH": "JV"]
        switch sex {
        case "V": return pairs[code] ?? code
        case "M": return pairs.first { $0.value == code }?.key ?? code
        default: return code
        }
    }
}
