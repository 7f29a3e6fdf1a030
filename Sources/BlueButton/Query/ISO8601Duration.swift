/// Durations as documents write them: `P7Y`, `P6M`, `P14D`, `PT12H`.
public enum ISO8601Duration {
    /// Whether a text is an ISO 8601 duration with whole numbers; weeks stand alone.
    public static func isWellFormed(_ text: String) -> Bool {
        guard text.hasPrefix("P"), text.utf8.count <= 40 else { return false }
        let halves = text.dropFirst().split(separator: "T", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), let date = halves.first else { return false }
        if text.utf8.last == UInt8(ascii: "W") { return count(date, units: "W") == 1 }
        guard let dateParts = count(date, units: "YMD") else { return false }
        guard halves.count == 2 else { return dateParts > 0 }
        guard let timeParts = count(halves[1], units: "HMS") else { return false }
        return timeParts > 0
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
