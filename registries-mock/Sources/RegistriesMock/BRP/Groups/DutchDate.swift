import MockPersons
import StrictJSON

/// Dates as the API writes them: by what is known of them, and in Dutch words.
enum DutchDate {
    private static let months = [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
        "oktober", "november", "december",
    ]

    static func json(_ date: PartialDate) -> JSONValue {
        switch date {
        case .unknown:
            ["type": "DatumOnbekend", "onbekend": true, "langFormaat": "onbekend"]
        case .year(let year):
            [
                "type": "JaarDatum", "jaar": .integer(Int64(year)),
                "langFormaat": .string(digits(year, 4)),
            ]
        case .month(let year, let month):
            [
                "type": "JaarMaandDatum", "jaar": .integer(Int64(year)),
                "maand": .integer(Int64(month)),
                "langFormaat": .string("\(months[month - 1]) \(digits(year, 4))"),
            ]
        case .day(let year, let month, let day):
            [
                "type": "Datum",
                "datum": .string("\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"),
                "langFormaat": .string("\(day) \(months[month - 1]) \(digits(year, 4))"),
            ]
        }
    }

    /// The age in whole years on a day; nil where the date of birth leaves it open.
    static func age(of birth: PartialDate, on today: PartialDate) -> Int? {
        guard case .day(let year, let month, let day) = today else { return nil }
        switch birth {
        case .unknown, .year: return nil
        case .month(let born, let bornMonth):
            guard bornMonth != month else { return nil }
            return year - born - (month < bornMonth ? 1 : 0)
        case .day(let born, let bornMonth, let bornDay):
            return year - born - ((month, day) < (bornMonth, bornDay) ? 1 : 0)
        }
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
