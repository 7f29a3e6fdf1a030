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
            // Nobody needs to read that they have not died.
            let found = claims.filter {
                Self.section(of: $0.name) == section && (section != .death || $0.value != .null)
            }
            guard !found.isEmpty else { return [] }
            return ["", texts.section(section)] + lines(of: found, in: section)
        }
    }

    /// The claims of a section. Those without a mark share one column; a mark stands before the
    /// values of its claim alone, and so does each year of income.
    private func lines(
        of claims: [(name: String, value: JSONValue)], in section: Section
    ) -> [String] {
        if section == .limits, let blocks = LimitsText(claims: claims, texts: texts).blocks {
            return Array(blocks.joined(separator: [""]))
        }
        var blocks: [[String]] = []
        var rows: [(label: String, values: [String])] = []
        func close() {
            if !rows.isEmpty { blocks.append(LabelledRows(rows).lines) }
            rows = []
        }
        for (name, value) in claims {
            if let limit = LimitText(claim: name, value, texts: texts) {
                blocks.append(Self.lines(of: limit))
                continue
            }
            let marks = marks(of: value)
            if !marks.isEmpty || section == .income { close() }
            rows += self.rows(of: name, value)
            guard !marks.isEmpty || section == .income else { continue }
            blocks.append(marks + LabelledRows(rows).lines)
            rows = []
        }
        close()
        let gap = section == .limits ? [] : [""]
        return Array(blocks.joined(separator: gap))
    }

    private static func lines(of limit: LimitText) -> [String] {
        limit.lines.enumerated().flatMap { place, line in
            place == 0
                ? Wrapping.item(line, indent: "  ")
                : Wrapping.lines(line, indent: "    ", hanging: "  ")
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

    /// What qualifies all values of a claim.
    private func marks(of claim: JSONValue) -> [String] {
        guard case .object(let object) = claim else { return [] }
        var marks: [String] = []
        if object["inOnderzoek"] == true { marks.append(texts.disputedMeaning) }
        if object["geheimhouding"] == true { marks.append(texts.confidentialMeaning) }
        return marks.flatMap { Wrapping.lines($0, indent: "  ", hanging: "  ") }
    }

    private func rows(
        of name: String, _ value: JSONValue
    ) -> [(label: String, values: [String])] {
        let label = texts.claim(DisplayText(name).text)
        if case .object(let object) = value, !object.isEmpty {
            return rows(of: name, label, object)
        }
        return [
            (label, [value == .null ? texts.nothingOnRecord : claimText.plain(value, of: name)])
        ]
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
            let amount = object["bedrag"]?.integerValue.map {
                "€ \(ClaimText.grouped($0, texts.language))"
            }
            let other = object["bedrag"].map { claimText.plain($0) }
            rows.append((label, [amount ?? other ?? texts.unknown]))
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
                    "\(texts.member(DisplayText($0.name).text)): \(shown($0.value, of: $0.name))"
                }
            )
        }
        return (label, [shown(value, of: member)])
    }

    /// A value; dates in words, and the words that registries use in plain ones.
    private func shown(_ value: JSONValue, of member: String) -> String {
        guard case .string(let text) = value else { return claimText.plain(value, of: member) }
        let shown = DisplayText(text).text
        return texts.word(shown, of: member) ?? texts.value(shown)
    }

    private var claimText: ClaimText { ClaimText(texts: texts) }
}
