import BlueButton
import StrictJSON

/// Claims as a citizen reads them: the value in a line or a few, with its qualifiers.
struct ClaimText {
    let texts: Texts

    /// The lines of one claim: all of it, since all of it is what a release would give away.
    func lines(_ name: String, _ value: JSONValue) -> [String] {
        if let limit = LimitText(claim: name, value, texts: texts) { return limit.lines }
        let label = texts.claim(DisplayText(name).text)
        if value == .null { return ["\(label): \(texts.nothingOnRecord)"] }
        guard case .object(let object) = value else {
            return ["\(label): \(plain(value, of: name))"]
        }
        let reader = JSONReader(.object(object))
        var marks: [String] = []
        if object["inOnderzoek"] == true { marks.append(texts.disputed) }
        if object["geheimhouding"] == true { marks.append(texts.confidential) }
        let mark = marks.isEmpty ? "" : " [\(marks.joined(separator: ", "))]"
        guard let summary = summary(name, reader) else {
            return ["\(label):\(mark)"] + members(of: object, but: []).map { "  " + $0 }
        }
        let rest = members(of: object, but: Self.told(of: name))
        return ["\(label): \(summary)\(mark)"] + rest.map { "  " + $0 }
    }

    /// The members of a claim that its summary tells.
    static func told(of name: String) -> Set<String> {
        switch name {
        case "naam": ["voornamen", "voorvoegsel", "geslachtsnaam", "volledigeNaam"]
        case "geboorte": ["datum", "plaats", "land"]
        case "partner": ["naam", "soortVerbintenis", "sinds"]
        case "adres":
            [
                "straat", "huisnummer", "huisletter", "huisnummertoevoeging", "postcode",
                "woonplaats", "regels", "land",
            ]
        default: ["belastingjaar", "bedrag", "soort", "status"]
        }
    }

    private func summary(_ name: String, _ value: JSONReader) -> String? {
        switch name {
        case "naam": person(value)
        case "geboorte": birth(value)
        case "partner": partner(value)
        case "adres": address(value)
        case _ where name.hasPrefix("inkomen-"): income(value)
        default: nil
        }
    }

    func person(_ value: JSONReader) -> String? {
        if let whole = string(value, "volledigeNaam") { return whole }
        let parts = ["voornamen", "voorvoegsel", "geslachtsnaam"].compactMap { string(value, $0) }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private func birth(_ value: JSONReader) -> String? {
        let parts = ["datum", "plaats", "land"].compactMap { string(value, $0) }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private func partner(_ value: JSONReader) -> String? {
        guard let name = value.member("naam").flatMap({ person($0) }) else { return nil }
        let since = string(value, "sinds").map { "\(texts.since) \($0)" }
        return [name, string(value, "soortVerbintenis"), since].compactMap { $0 }
            .joined(separator: ", ")
    }

    func address(_ value: JSONReader) -> String? {
        if let lines = value.member("regels")?.value.arrayValue {
            return (lines.map { plain($0) } + [string(value, "land") ?? ""])
                .filter { !$0.isEmpty }.joined(separator: ", ")
        }
        guard let street = string(value, "straat") else { return nil }
        let country = string(value, "land").map { ", \($0)" } ?? ""
        let number = ["huisnummer", "huisletter", "huisnummertoevoeging"]
            .compactMap { string(value, $0) }.joined(separator: " ")
        let town = [string(value, "postcode"), string(value, "woonplaats")]
            .compactMap { $0 }.joined(separator: " ")
        return "\(street) \(number), \(town)\(country)"
    }

    private func income(_ value: JSONReader) -> String? {
        guard let amount = try? value.integer("bedrag") else { return nil }
        let kinds = ["soort", "status"].compactMap { string(value, $0) }
        let about = kinds.isEmpty ? "" : " (\(kinds.joined(separator: ", ")))"
        return "€ \(Self.grouped(amount, texts.language))\(about)"
    }

    private func members(of object: JSONObject, but told: Set<String>) -> [String] {
        object.compactMap { member in
            guard !["inOnderzoek", "geheimhouding"].contains(member.name),
                !told.contains(member.name), member.value != .null
            else { return nil }
            return
                "\(texts.member(DisplayText(member.name).text)): \(plain(member.value, of: member.name))"
        }
    }

    private func string(_ value: JSONReader, _ name: String) -> String? {
        guard let member = value.member(name), member.value != .null else { return nil }
        return plain(member.value, of: name)
    }

    /// A value in a line; the words of some members in the citizen's language.
    ///
    /// - Parameter name: the claim's or the member's name, where it has one.
    func plain(_ value: JSONValue, of name: String = "") -> String {
        switch value {
        case .null: texts.unknown
        case .bool(let truth): truth ? texts.yes : texts.no
        case .integer(let number): String(number)
        case .string(let text):
            texts.word(DisplayText(text).text, of: name) ?? texts.date(DisplayText(text).text)
        case .array(let values):
            values.isEmpty
                ? texts.unknown : values.map { plain($0, of: name) }.joined(separator: ", ")
        case .object(let object):
            members(of: object, but: []).joined(separator: "; ")
        }
    }

    /// Thousands apart as the language has it: 31.250 or 31,250.
    static func grouped(_ number: Int64, _ language: Language) -> String {
        let digits = Array(String(number.magnitude))
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += language == .nl ? "." : "," }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + text
    }
}
