/// A moment as date and time of day in UTC, proleptic Gregorian calendar.
struct CivilTime: Equatable {
    let year, month, day, hour, minute, second: Int64

    private static let secondsPerDay: Int64 = 86_400
    /// Days in 400 years, after which the calendar repeats.
    private static let daysPerEra: Int64 = 146_097
    /// Days from 0000-03-01, where the count of eras starts, to 1970-01-01.
    private static let epoch: Int64 = 719_468

    init(_ time: UnixTime) {
        let (days, rest) = Self.divide(time.seconds, by: Self.secondsPerDay)
        // Years that start in March put the leap day last, so that months have a closed formula.
        let (era, dayOfEra) = Self.divide(days + Self.epoch, by: Self.daysPerEra)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = rest / 3_600
        minute = rest % 3_600 / 60
        second = rest % 60
    }

    /// Nil for a date that the calendar does not have and for a time of day with 60 seconds.
    init?(year: Int64, month: Int64, day: Int64, hour: Int64, minute: Int64, second: Int64) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        // What does not come back the same does not exist: 30 February becomes 2 March.
        guard (0...9_999).contains(year), (1...12).contains(month), (1...31).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            CivilTime(unixTime) == self
        else { return nil }
    }

    var unixTime: UnixTime {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = Self.divide(yearFromMarch, by: 400)
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * Self.daysPerEra + dayOfEra - Self.epoch
        return UnixTime(
            seconds: days * Self.secondsPerDay + hour * 3_600 + minute * 60 + second)
    }

    /// Division that rounds down, so that the rest is never negative.
    private static func divide(_ number: Int64, by divisor: Int64) -> (Int64, Int64) {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }
}
