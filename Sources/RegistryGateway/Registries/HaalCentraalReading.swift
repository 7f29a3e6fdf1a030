import BlueButton
import StrictJSON

/// How Haal Centraal writes things: code tables with a description, dates of several types.
extension JSONReader {
    /// A member of any kind; nil where absent.
    subscript(name: String) -> JSONReader? { member(name) }

    /// The text of a member; nil where it is absent or no text.
    func text(_ name: String) -> String? {
        self[name]?.value.stringValue
    }

    /// The meaning of a code: `omschrijving`, else the code itself.
    var description: String? {
        text("omschrijving") ?? text("code")
    }

    /// A date as the registry knows it: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; nil where it knows none
    /// or says it otherwise.
    func date(_ name: String) -> String? {
        guard let date = self[name] else { return nil }
        let known = date.text("datum") ?? Self.monthOrYear(date)
        return known.flatMap { PartialDate.isWellFormed($0) ? $0 : nil }
    }

    private static func monthOrYear(_ date: JSONReader) -> String? {
        guard let year = try? date.integer("jaar") else { return nil }
        guard let month = try? date.integer("maand") else { return digits(year, 4) }
        return "\(digits(year, 4))-\(digits(month, 2))"
    }

    private static func digits(_ number: Int64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
