import BlueButton
import StrictJSON

/// The data that one organisation holds, as a citizen reads it: in sections, a line per value, with
/// what is disputed or confidential said before the values that it is about.
struct DataText {
    /// Where claims stand together.
    enum Section: CaseIterable {
        case person, address, partner, death, income, limits, other
    }

    let claims: [(name: String, value: JSONValue)]
    let texts: Texts

    var lines: [String] {
        Section.allCases.flatMap { section -> [String] in
            let found = claims.filter { Self.section(of: $0.name) == section }
            guard !found.isEmpty else { return [] }
            return ["", texts.section(section)] + found.flatMap { lines(of: $0.name, $0.value) }
        }
    }

    static func section(of claim: String) -> Section {
        switch claim {
        case "naam", "geboorte", "geslacht", "nationaliteiten", "burgerservicenummer": .person
        case "adres": .address
        case "partner": .partner
        case "overlijden": .death
        case _ where claim.hasPrefix("inkomen-"): .income
        case _ where claim.hasPrefix("onder-"): .limits
        default: .other
        }
    }

    private func lines(of name: String, _ value: JSONValue) -> [String] {
        if let limit = LimitText(claim: name, value, texts: texts) {
            return limit.lines.enumerated().flatMap { place, line in
                place == 0
                    ? Wrapping.item(line, indent: "  ")
                    : Wrapping.lines(line, indent: "    ", hanging: "  ")
            }
        }
        let label = texts.claim(DisplayText(name).text)
        guard case .object(let object) = value, !object.isEmpty else {
            let text = value == .null ? texts.nothingOnRecord : claimText.plain(value)
            return LabelledRows([(label, [text])]).lines
        }
        return marks(object) + LabelledRows(rows(of: name, label, object)).lines
    }

    /// What qualifies all that follows.
    private func marks(_ object: JSONObject) -> [String] {
        var marks: [String] = []
        if object["inOnderzoek"] == true { marks.append(texts.disputedMeaning) }
        if object["geheimhouding"] == true { marks.append(texts.confidentialMeaning) }
        return marks.flatMap { Wrapping.lines($0, indent: "  ", hanging: "  ") }
    }

    /// The claim in one line where it has one, then its members, each with its label.
    private func rows(
        of name: String, _ label: String, _ object: JSONObject
    ) -> [(label: String, values: [String])] {
        let reader = JSONReader(.object(object))
        var told: Set<String> = []
        var rows: [(label: String, values: [String])] = []
        switch name {
        case "naam":
            told = ["volledigeNaam"]
            if let whole = claimText.person(reader) { rows.append((label, [whole])) }
        case "adres":
            told = ClaimText.told(of: name)
            rows.append((label, [claimText.address(reader) ?? texts.unknown]))
        case "partner":
            told = ["naam"]
            let partner = reader.member("naam").flatMap { claimText.person($0) }
            rows.append((label, [partner ?? texts.unknown]))
        case _ where name.hasPrefix("inkomen-"):
            told = ["belastingjaar", "bedrag", "soort", "status"]
            rows.append((label, [claimText.income(reader) ?? texts.unknown]))
            rows += ["soort", "status"].compactMap { row($0, of: name, object) }
        default:
            break
        }
        let rest = object.map(\.name).filter { member in
            !told.contains(member) && !["inOnderzoek", "geheimhouding"].contains(member)
        }
        return rows + rest.compactMap { row($0, of: name, object) }
    }

    private func row(
        _ member: String, of claim: String, _ object: JSONObject
    ) -> (label: String, values: [String])? {
        guard let value = object[member], value != .null else { return nil }
        let label = texts.member(DisplayText(member).text, of: claim)
        if case .object(let inner) = value {
            return (
                label,
                inner.filter { $0.value != .null }.map {
                    "\(texts.member(DisplayText($0.name).text)): \(shown($0.value))"
                }
            )
        }
        return (label, [shown(value)])
    }

    /// A value; dates in words, and the words that registries use in plain ones.
    private func shown(_ value: JSONValue) -> String {
        guard case .string(let text) = value else { return claimText.plain(value) }
        return texts.value(DisplayText(text).text)
    }

    private var claimText: ClaimText { ClaimText(texts: texts) }
}
