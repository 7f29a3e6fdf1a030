/// Durations as documents write them: `P7Y`, `P6M`, `P14D`, `PT12H`.
public enum ISO8601Duration {
    /// Whether a text is an ISO 8601 duration with whole numbers; weeks stand alone.
    public static func isWellFormed(_ text: String) -> Bool {
        guard text.hasPrefix("P"), text.utf8.count <= 40 else { return false }
        let halves = text.dropFirst().split(separator: "T", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), let date = halves.first else { return false }
        if text.utf8.last == UInt8(ascii: "W") {
            return halves.count == 1 && count(date, units: "W") == 1
        }
        guard let dateParts = count(date, units: "YMD") else { return false }
        guard halves.count == 2 else { return dateParts > 0 }
        guard let timeParts = count(halves[1], units: "HMS") else { return false }
        return timeParts > 0
    }

    /// The longest time that a duration can span, in seconds: a year counts 366 days, a month 31.
    ///
    /// Never less than the calendar's, and at most 100 years: for whoever has to keep something at
    /// least that long.
    ///
    /// - Returns: nil for what is no duration.
    public static func longestSeconds(_ text: String) -> Int64? {
        guard isWellFormed(text) else { return nil }
        let limit: Int64 = 36_600 * 86_400
        var seconds: Int64 = 0
        var number: Int64 = 0
        var isTime = false
        for character in text.dropFirst() {
            if let digit = character.wholeNumberValue {
                number = min(number * 10 + Int64(digit), limit)
            } else {
                if character == "T" { isTime = true }
                seconds = min(seconds + number * self.seconds(in: character, isTime), limit)
                number = 0
            }
        }
        return seconds
    }

    private static func seconds(in unit: Character, _ isTime: Bool) -> Int64 {
        switch unit {
        case "Y": 366 * 86_400
        case "M": isTime ? 60 : 31 * 86_400
        case "W": 7 * 86_400
        case "D": 86_400
        case "H": 3600
        default: 1
        }
    }

    /// How many number-and-unit pairs a half has; nil where it is not made of these in order.
    private static func count(_ half: Substring, units: String) -> Int? {
        var rest = Substring(units)
        var number = ""
        var pairs = 0
        for character in half {
            if character.isASCII, character.isNumber {
                number.append(character)
            } else {
                guard !number.isEmpty, let place = rest.firstIndex(of: character) else {
                    return nil
                }
                rest = rest[rest.index(after: place)...]
                number = ""
                pairs += 1
            }
        }
        return number.isEmpty ? pairs : nil
    }
}
