import StrictJSON

/// How Haal Centraal writes things: code tables with a description, dates of several types.
extension JSONReader {
    /// A member of any kind; nil where absent.
    subscript(name: String) -> JSONReader? { member(name) }

    /// The meaning of a code: `omschrijving`, else the code itself.
    var description: JSONValue {
        self["omschrijving"]?.value ?? self["code"]?.value ?? .null
    }

    /// A date as the registry knows it: `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or null.
    func date(_ name: String) -> JSONValue {
        guard let date = self[name] else { return .null }
        if let day = date["datum"] { return day.value }
        guard let year = try? date.integer("jaar") else { return .null }
        guard let month = try? date.integer("maand") else { return .string(Self.digits(year, 4)) }
        return .string("\(Self.digits(year, 4))-\(Self.digits(month, 2))")
    }

    /// An object of these members, null where absent.
    func picking(_ names: [String]) -> JSONValue {
        var object = JSONObject()
        for name in names { object[name] = self[name]?.value ?? .null }
        return .object(object)
    }

    private static func digits(_ number: Int64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
