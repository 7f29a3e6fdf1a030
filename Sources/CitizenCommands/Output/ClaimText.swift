import BlueButton
import StrictJSON

/// Claims as a citizen reads them: the value in a line or a few, with its qualifiers.
struct ClaimText {
    let texts: Texts

    /// The lines of one claim.
    func lines(_ name: String, _ value: JSONValue) -> [String] {
        let label = texts.claim(name)
        guard case .object(let object) = value else { return ["\(label): \(plain(value))"] }
        let reader = JSONReader(.object(object))
        var marks: [String] = []
        if object["inOnderzoek"] == true { marks.append(texts.disputed) }
        if object["geheimhouding"] == true { marks.append(texts.confidential) }
        let mark = marks.isEmpty ? "" : " [\(marks.joined(separator: ", "))]"
        if let summary = summary(name, reader) { return ["\(label): \(summary)\(mark)"] }
        return ["\(label):\(mark)"] + members(of: object).map { "  " + $0 }
    }

    private func summary(_ name: String, _ value: JSONReader) -> String? {
        switch name {
        case "naam": string(value, "volledigeNaam")
        case "adres": address(value)
        case _ where name.hasPrefix("inkomen-"): income(value)
        default: nil
        }
    }

    private func address(_ value: JSONReader) -> String? {
        if let lines = value.member("regels")?.value.arrayValue {
            return (lines.map { plain($0) } + [string(value, "land") ?? ""])
                .filter { !$0.isEmpty }.joined(separator: ", ")
        }
        guard let street = string(value, "straat") else { return nil }
        let number = ["huisnummer", "huisletter", "huisnummertoevoeging"]
            .compactMap { string(value, $0) }.joined(separator: " ")
        let town = [string(value, "postcode"), string(value, "woonplaats")]
            .compactMap { $0 }.joined(separator: " ")
        return "\(street) \(number), \(town)"
    }

    private func income(_ value: JSONReader) -> String? {
        guard let amount = try? value.integer("bedrag") else { return nil }
        let kind = string(value, "soort") ?? ""
        let status = string(value, "status") ?? ""
        return "€ \(Self.grouped(amount, texts.language)) (\(kind), \(status))"
    }

    private func members(of object: JSONObject) -> [String] {
        object.compactMap { member in
            guard member.name != "inOnderzoek", member.name != "geheimhouding",
                member.value != .null
            else { return nil }
            return "\(DisplayText(member.name)): \(plain(member.value))"
        }
    }

    private func string(_ value: JSONReader, _ name: String) -> String? {
        guard let member = value.member(name), member.value != .null else { return nil }
        return plain(member.value)
    }

    private func plain(_ value: JSONValue) -> String {
        switch value {
        case .null: texts.unknown
        case .bool(let truth): truth ? texts.yes : texts.no
        case .integer(let number): String(number)
        case .string(let text): DisplayText(text).text
        case .array(let values):
            values.isEmpty ? texts.unknown : values.map { plain($0) }.joined(separator: ", ")
        case .object(let object):
            members(of: object).joined(separator: "; ")
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
