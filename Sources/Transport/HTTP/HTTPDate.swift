package import OpenSSL

/// The date format of HTTP headers (IMF-fixdate, RFC 9110 section 5.6.7).
package enum HTTPDate {
    /// Writes a time between the years 1970 and 9999, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    package static func format(_ time: UnixTime) -> String {
        let seconds = max(0, time.seconds)
        let days = seconds / 86_400
        let (year, month, day) = civil(days: days)
        let second = seconds % 86_400
        let weekday = weekdays[Int((days + 4) % 7)]
        let clock = [second / 3600, second / 60 % 60, second % 60].map(twoDigits)
        return "\(weekday), \(twoDigits(day)) \(months[Int(month) - 1]) \(year) "
            + clock.joined(separator: ":") + " GMT"
    }

    /// Reads exactly what `format` writes; the two obsolete formats, a wrong day of the week and
    /// impossible dates are nil.
    package static func parse(_ text: String) -> UnixTime? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard text.utf8.count == 29, parts.count == 6,
            let day = Int64(parts[1]), let month = months.firstIndex(of: String(parts[2])),
            let year = Int64(parts[3]), (1970...9999).contains(year)
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int64($0) }
        guard clock.count == 3 else { return nil }
        let days = Self.days(year: year, month: Int64(month) + 1, day: day)
        let time = UnixTime(seconds: days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2])
        return format(time) == text ? time : nil
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func twoDigits(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// The civil date of a day since 1970, counted in eras of 400 years that begin in March.
    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }
}
