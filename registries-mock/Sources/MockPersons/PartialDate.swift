/// A date of which the day, the month or all may be unknown, as the person lists write it:
/// `YYYYMMDD` with zeros for what is unknown (Logisch Ontwerp BRP, `19680000`).
package enum PartialDate: Sendable, Hashable {
    case unknown
    case year(Int)
    case month(year: Int, month: Int)
    case day(year: Int, month: Int, day: Int)

    /// Reads eight digits; nil for anything else, for a month or day that does not exist, and for a
    /// known part behind an unknown one.
    package init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 8, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        func number(_ range: Range<Int>) -> Int {
            digits[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
        switch (year, month, day) {
        case (0, 0, 0): self = .unknown
        case (0, _, _): return nil
        case (_, 0, 0): self = .year(year)
        case (_, 1...12, 0): self = .month(year: year, month: month)
        case (_, 1...12, 1...Self.days(in: month, of: year)):
            self = .day(year: year, month: month, day: day)
        default: return nil
        }
    }

    /// The same, but where the day is known and the month is not, the year counts.
    ///
    /// Such dates stand in person lists, against the rules; the year in them is still known.
    package static func tolerant(_ text: String) -> PartialDate? {
        if let date = PartialDate(text) { return date }
        guard text.utf8.count == 8, text.utf8.dropFirst(4).prefix(2).elementsEqual([0x30, 0x30])
        else { return nil }
        return PartialDate(text.prefix(4) + "0000").flatMap { $0.year.map { .year($0) } }
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The year, where it is known.
    package var year: Int? {
        switch self {
        case .unknown: nil
        case .year(let year), .month(let year, _), .day(let year, _, _): year
        }
    }
}
