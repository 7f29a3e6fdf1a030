package import BlueButton
package import OpenSSL

/// Dates and times in words: `2026-11-18` is "18 november 2026".
package enum DateWords {
    /// A date of a registry: a day, a month or a year. Anything else is shown as it is, made
    /// harmless.
    package static func text(_ date: String, _ language: Language) -> String {
        guard PartialDate.isWellFormed(date) else { return DisplayText(date).text }
        let parts = date.split(separator: "-").compactMap { Int($0) }
        var words = ["\(parts[0])"]
        if parts.count > 1 { words.insert(month(parts[1], language), at: 0) }
        if parts.count > 2 { words.insert("\(parts[2])", at: 0) }
        return words.joined(separator: " ")
    }

    /// A moment, in UTC: "18 november 2026, 11:33:20 UTC".
    package static func text(_ time: UnixTime, _ language: Language) -> String {
        let parts = time.description.split(separator: "T", maxSplits: 1)
        guard parts.count == 2, parts[1].hasSuffix("Z") else { return time.description }
        return "\(text(String(parts[0]), language)), \(parts[1].dropLast()) UTC"
    }

    /// A moment as the clocks say it where somebody reads, to the minute: "18 november 2026,
    /// 12:33".
    ///
    /// UTC is told, since it is hardly anybody's own time: "18 november 2026, 11:33 UTC".
    package static func text(
        _ time: UnixTime, _ language: Language, in zone: LocalZone
    ) -> String {
        let reading = zone.reading(at: time)
        let parts = (time + reading.ahead).description.split(separator: "T", maxSplits: 1)
        guard parts.count == 2, parts[1].hasSuffix("Z") else { return time.description }
        return "\(text(String(parts[0]), language)), \(parts[1].prefix(5))"
            + (reading.isUTC ? " UTC" : "")
    }

    private static func month(_ number: Int, _ language: Language) -> String {
        let names =
            switch language {
            case .nl:
                [
                    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
                    "september", "oktober", "november", "december",
                ]
            case .en:
                [
                    "January", "February", "March", "April", "May", "June", "July", "August",
                    "September", "October", "November", "December",
                ]
            }
        return names[number - 1]
    }
}
