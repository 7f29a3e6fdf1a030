/// ISO 8601 durations in words, for people: `P7Y` is "7 jaar".
public enum DurationText {
    public static func text(_ duration: String, _ language: Language) -> String {
        guard ISO8601Duration.isWellFormed(duration), !duration.contains("T") else {
            return DisplayText(duration).text
        }
        var number = ""
        var parts: [String] = []
        for character in duration.dropFirst() {
            if character.isNumber {
                number.append(character)
            } else {
                parts.append("\(number) \(unit(character, isOne: number == "1", language))")
                number = ""
            }
        }
        return parts.joined(separator: ", ")
    }

    private static func unit(_ letter: Character, isOne: Bool, _ language: Language) -> String {
        switch (letter, language) {
        case ("Y", .nl): "jaar"
        case ("Y", .en): isOne ? "year" : "years"
        case ("M", .nl): isOne ? "maand" : "maanden"
        case ("M", .en): isOne ? "month" : "months"
        case ("W", .nl): isOne ? "week" : "weken"
        case ("W", .en): isOne ? "week" : "weeks"
        case (_, .nl): isOne ? "dag" : "dagen"
        case (_, .en): isOne ? "day" : "days"
        }
    }
}
