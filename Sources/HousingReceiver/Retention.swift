import BlueButton
import Foundation
import OpenSSL

/// Reckons with the retention that the terms of a request name.
enum Retention {
    /// The time at which a retention ends, by the calendar: `P1Y` from 29 February ends on the
    /// 28th.
    ///
    /// - Parameter duration: whole years, months, weeks or days, such as `P1Y` or `P6M`.
    /// - Throws: `terms-mismatch` for anything else.
    static func end(of duration: String, from time: UnixTime) throws(Refusal) -> UnixTime {
        let failure = Refusal(
            .termsMismatch, "expected a retention of years, months, weeks or days, such as P1Y")
        guard ISO8601Duration.isWellFormed(duration), !duration.contains("T") else {
            throw failure
        }
        var components = DateComponents()
        var number = 0
        for character in duration.dropFirst() {
            if let digit = character.wholeNumberValue {
                let (value, overflow) = number.multipliedReportingOverflow(by: 10)
                guard !overflow, value < 100_000 else { throw failure }
                number = value + digit
                continue
            }
            switch character {
            case "Y": components.year = number
            case "M": components.month = number
            case "W": components.day = (components.day ?? 0) + 7 * number
            case "D": components.day = (components.day ?? 0) + number
            default: throw failure
            }
            number = 0
        }
        var calendar = Calendar(identifier: .gregorian)
        guard let utc = TimeZone(secondsFromGMT: 0) else { throw failure }
        calendar.timeZone = utc
        let start = Date(timeIntervalSince1970: TimeInterval(time.seconds))
        guard let end = calendar.date(byAdding: components, to: start), end > start else {
            throw failure
        }
        return UnixTime(seconds: Int64(end.timeIntervalSince1970))
    }
}
